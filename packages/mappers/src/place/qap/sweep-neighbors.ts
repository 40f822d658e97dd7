import { NONE } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { coresByTile } from '../common/core-sequence.ts';
import { exchangeable, type SwapCost } from '../common/swap-cost.ts';
import { tileNeighbors } from '../common/tile-neighbors.ts';

const WORTH = 1e-9;

/**
 * Exchanges the contents of neighbouring tiles' cores wherever that improves, sweep by sweep until one changes nothing.
 * @param most exchanges weighed at most. @returns exchanges made.
 */
export function sweepNeighbors(clustered: Clustered, cost: SwapCost, sweeps: number, most: number): number {
  const { topology } = clustered.problem.target;
  const { start, cores } = coresByTile(clustered.problem.target);
  const joined = tileNeighbors(topology);
  let swaps = 0;
  let weighed = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = swaps;
    for (let tile = 0; tile < topology.tileCount; tile++) {
      for (let k = joined.start[tile]; k < joined.start[tile + 1]; k++) {
        const other = joined.neighbors[k];
        if (other < tile) continue;
        for (let a = start[tile]; a < start[tile + 1]; a++) {
          for (let b = start[other]; b < start[other + 1]; b++) {
            const isEmpty = cost.clusterAt[cores[a]] === NONE && cost.clusterAt[cores[b]] === NONE;
            if (isEmpty || !exchangeable(clustered, cores[a], cores[b])) continue;
            if (++weighed > most) return swaps;
            if (cost.delta(cores[a], cores[b]) >= -WORTH) continue;
            cost.swap(cores[a], cores[b]);
            swaps++;
          }
        }
      }
    }
    if (swaps === before) break;
  }
  return swaps;
}
