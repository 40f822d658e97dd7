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

/** CSR: cores[start[tile] .. start[tile + 1] - 1], ascending. */
export function coresByTile(target: Target): { readonly start: Uint32Array; readonly cores: Uint32Array } {
  const tileOf = raw(target.tileOf);
  const start = new Uint32Array(target.topology.tileCount + 1);
  for (let core = 0; core < target.coreCount; core++) start[tileOf[core] + 1]++;
  for (let tile = 0; tile < target.topology.tileCount; tile++) start[tile + 1] += start[tile];
  const next = start.slice(0, -1);
  const cores = new Uint32Array(target.coreCount);
  for (let core = 0; core < target.coreCount; core++) cores[next[tileOf[core]]++] = core;
  return { start, cores };
}
