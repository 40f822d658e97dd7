import { gilbertCurve, gilbertPosition, snakeCurve } from '@nmap/kernels';
import type { Topology } from '@nmap/ir';

/** Longest beginnings of a chip's curves that were asked for: one compilation walks the same one several times. */
const made = new WeakMap<Topology, Map<string, Uint32Array>>();

export type Curve = 'rows' | 'zigzag' | 'hilbert';

/**
 * The tiles in the order of a curve over the chip's grid. On a tree, whose grid is for
 * pictures only, every curve is the order of the leaves: neighbours in it share the lowest
 * inner routers.
 * @param count tiles wanted: the first ones, by default all. O(count).
 * @returns tiles[position]; every tile at most once. Kept: not to be changed.
 */
export function tileSequence(topology: Topology, curve: Curve, count = topology.tileCount): Uint32Array {
  let curves = made.get(topology);
  if (curves === undefined) made.set(topology, (curves = new Map<string, Uint32Array>()));
  const length = Math.min(count, topology.tileCount);
  let tiles = curves.get(curve);
  if (tiles === undefined || tiles.length < length)
    curves.set(curve, (tiles = walked(topology, curve, length)));
  return tiles.subarray(0, length);
}

/** Where a tile comes in `tileSequence(topology, 'hilbert')`, apart from gaps: in the same order. */
export function hilbertPosition(topology: Topology, tile: number): number {
  return topology.kind === 'tree' ? tile : gilbertPosition(topology.columns, topology.rows, tile);
}

function walked(topology: Topology, curve: Curve, count: number): Uint32Array {
  const { columns, rows, tileCount } = topology;
  if (topology.kind === 'tree' || curve === 'rows')
    return Uint32Array.from({ length: count }, (_, tile) => tile);
  const walk = curve === 'zigzag' ? snakeCurve : gilbertCurve;
  // Cells of the grid may lie beyond the tiles.
  if (tileCount === columns * rows) return walk(columns, rows, count);
  return walk(columns, rows)
    .filter((tile) => tile < tileCount)
    .subarray(0, count);
}
