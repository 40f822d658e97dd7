import { gilbertCurve, snakeCurve } from '@nmap/kernels';
import type { Topology } from '@nmap/ir';

/**
 * The tiles in the order of a curve over the chip's grid. On a tree, whose grid is for
 * pictures only, every curve is the order of the leaves: neighbours in it share the lowest
 * inner routers.
 * @returns tiles[position]; every tile once.
 */
export function tileSequence(topology: Topology, curve: 'rows' | 'zigzag' | 'hilbert'): Uint32Array {
  const { columns, rows, tileCount } = topology;
  if (topology.kind === 'tree' || curve === 'rows')
    return Uint32Array.from({ length: tileCount }, (_, tile) => tile);
  const tiles = curve === 'zigzag' ? snakeCurve(columns, rows) : gilbertCurve(columns, rows);
  return tileCount === columns * rows ? tiles : tiles.filter((tile) => tile < tileCount);
}
