import type { Clustered } from '@nmap/ir';
import { coresByTile } from './core-sequence.ts';
import { exchangeable } from './swap-cost.ts';
import { tileNeighbors } from './tile-neighbors.ts';

/** Pairs of cores on neighbouring tiles that may exchange what they hold, each once, by tile. */
export function neighborPairs(clustered: Clustered): { readonly a: Uint32Array; readonly b: Uint32Array } {
  const { target } = clustered.problem;
  const { start, cores } = coresByTile(target);
  const joined = tileNeighbors(target.topology);
  const first: number[] = [];
  const second: number[] = [];
  for (let tile = 0; tile < target.topology.tileCount; tile++) {
    for (let k = joined.start[tile]; k < joined.start[tile + 1]; k++) {
      const other = joined.neighbors[k];
      if (other < tile) continue;
      for (let e = start[tile]; e < start[tile + 1]; e++) {
        for (let f = start[other]; f < start[other + 1]; f++) {
          if (!exchangeable(clustered, cores[e], cores[f])) continue;
          first.push(cores[e]);
          second.push(cores[f]);
        }
      }
    }
  }
  return { a: Uint32Array.from(first), b: Uint32Array.from(second) };
}
