import { gilbertCurve, snakeCurve } from '@nmap/kernels';
import type { Topology } from '@nmap/ir';

/** Curves of a chip that were asked for: one compilation walks the same one several times. */
const made = new WeakMap<Topology, Map<string, Uint32Array>>();

/**
 * The tiles in the order of a curve over the chip's grid. On a tree, whose grid is for
 * pictures only, every curve is the order of the leaves: neighbours in it share the lowest
 * inner routers.
 * @returns tiles[position]; every tile once. Kept: not to be changed.
 */
export function tileSequence(topology: Topology, curve: Curve): Uint32Array {
  let curves = made.get(topology);
  if (curves === undefined) made.set(topology, (curves = new Map<string, Uint32Array>()));
  let tiles = curves.get(curve);
  if (tiles === undefined) curves.set(curve, (tiles = walked(topology, curve)));
  return tiles;
}

type Curve = 'rows' | 'zigzag' | 'hilbert';

function walked(topology: Topology, curve: Curve): Uint32Array {
  const { columns, rows, tileCount } = topology;
  if (topology.kind === 'tree' || curve === 'rows')
    return Uint32Array.from({ length: tileCount }, (_, tile) => tile);
  const tiles = curve === 'zigzag' ? snakeCurve(columns, rows) : gilbertCurve(columns, rows);
  return tileCount === columns * rows ? tiles : tiles.filter((tile) => tile < tileCount);
}
