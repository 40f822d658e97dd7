import type { Curve, Topology } from '@nmap/ir';

/** Longest beginnings of a chip's curves that were asked for: one compilation walks the same one several times. */
const made = new WeakMap<Topology, Map<string, Uint32Array>>();

/**
 * The tiles in the order of a curve over the chip, as the topology has it.
 * @param count tiles wanted: the first ones, by default all. O(count).
 * @returns tiles[position]; every tile at most once. Kept: not to be changed.
 */
export function tileSequence(topology: Topology, curve: Curve, count = topology.tileCount): Uint32Array {
  let curves = made.get(topology);
  if (curves === undefined) made.set(topology, (curves = new Map<string, Uint32Array>()));
  const length = Math.min(count, topology.tileCount);
  let tiles = curves.get(curve);
  if (tiles === undefined || tiles.length < length)
    curves.set(curve, (tiles = topology.tilesAlong(curve, length)));
  return tiles.subarray(0, length);
}
