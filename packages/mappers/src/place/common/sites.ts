import { raw, startsFromCounts } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { coresByTile } from './core-sequence.ts';

/** Places that hold one thing each: cores, or groups of cores that stand for one. */
export interface Sites {
  readonly count: number;
  /** tileOf[site] = tile of the core, or of one in the middle of the group. */
  readonly tileOf: Uint32Array;
  readonly classOf: Uint32Array;
  /** onTile[start[tile] .. start[tile + 1] - 1] = sites with a live core on the tile, each once. */
  readonly start: Uint32Array;
  readonly onTile: Uint32Array;
  /** Tiles that a site is wide, at least 1. */
  readonly span: number;
}

/** Every core is a site; dead ones are found on no tile. */
export function coreSites(target: Target): Sites {
  const { cores } = coresByTile(target);
  const alive = cores.filter((core) => target.dead[core] === 0);
  const tileOf = raw(target.tileOf);
  const counts = new Uint32Array(target.topology.tileCount);
  for (const core of alive) counts[tileOf[core]]++;
  return {
    count: target.coreCount,
    tileOf,
    classOf: raw(target.classOf),
    start: startsFromCounts(counts),
    onTile: alive,
    span: 1,
  };
}
