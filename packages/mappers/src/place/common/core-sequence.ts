import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';

/**
 * All cores in the order of their tiles, those of one tile by slot.
 * @param tiles sequence of tiles; positions beyond the chip's tiles are skipped.
 * @returns cores[position]
 */
export function coresAlong(target: Target, tiles: Uint32Array): Uint32Array {
  const { start, cores } = coresByTile(target);
  const sequence = new Uint32Array(target.coreCount);
  let length = 0;
  for (let k = 0; k < tiles.length; k++) {
    const tile = tiles[k];
    if (tile >= target.topology.tileCount) continue;
    for (let e = start[tile]; e < start[tile + 1]; e++) sequence[length++] = cores[e]!;
  }
  return sequence;
}

interface CoresByTile {
  readonly start: Uint32Array;
  readonly cores: Uint32Array;
}

const made = new WeakMap<Target, CoresByTile>();

/** CSR: cores[start[tile] .. start[tile + 1] - 1], ascending. Made once for a chip: not to be changed. */
export function coresByTile(target: Target): CoresByTile {
  let known = made.get(target);
  if (known === undefined) made.set(target, (known = grouped(target)));
  return known;
}

function grouped(target: Target): CoresByTile {
  const tileOf = raw(target.tileOf);
  const start = new Uint32Array(target.topology.tileCount + 1);
  for (let core = 0; core < target.coreCount; core++) start[tileOf[core] + 1]++;
  for (let tile = 0; tile < target.topology.tileCount; tile++) start[tile + 1] += start[tile];
  const next = start.slice(0, -1);
  const cores = new Uint32Array(target.coreCount);
  for (let core = 0; core < target.coreCount; core++) cores[next[tileOf[core]]++] = core;
  return { start, cores };
}
