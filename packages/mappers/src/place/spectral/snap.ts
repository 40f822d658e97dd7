import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { FreeCores } from '../common/free-cores.ts';

/**
 * Gives each cluster the free core nearest to where its coordinates lie in a box in the middle of the grid, as large as
 * the clusters need. O(clusters * cores looked at), few unless many want to the same place.
 * @param xy xy[2 * cluster], xy[2 * cluster + 1] in 0..1. @param order who chooses first.
 */
export function snap(clustered: Clustered, xy: Float64Array, order: Uint32Array): Uint32Array {
  const { target } = clustered.problem;
  const { columns, rows, tileCount } = target.topology;
  const classOf = raw(clustered.classOf);
  const free = new FreeCores(clustered);
  const tiles = Math.ceil((clustered.clusterCount * tileCount) / target.coreCount);
  const width = Math.min(columns, Math.ceil(Math.sqrt((tiles * columns) / rows)));
  const height = Math.min(rows, Math.ceil(tiles / width));
  const left = Math.floor((columns - width) / 2);
  const low = Math.floor((rows - height) / 2);
  const coreOf = new Uint32Array(clustered.clusterCount);
  for (const cluster of order) {
    const x = left + xy[2 * cluster] * (width - 1);
    const y = low + xy[2 * cluster + 1] * (height - 1);
    const tile = nearest({ columns, rows }, x, y, (each) => free.on(each, classOf[cluster]) > 0);
    coreOf[cluster] = free.take(tile, classOf[cluster]);
  }
  return coreOf;
}

/** The tile that will do whose middle is nearest to a point; of equals the lowest. Rings round the point, until none can be nearer. */
function nearest(
  { columns, rows }: { readonly columns: number; readonly rows: number },
  x: number,
  y: number,
  willDo: (tile: number) => boolean,
): number {
  const column = Math.round(x);
  const row = Math.round(y);
  let best = -1;
  let least = Infinity;
  const most = Math.max(columns, rows);
  for (let ring = 0; ring <= most; ring++) {
    const nearestOfRing = Math.max(0, ring - 0.5);
    if (nearestOfRing * nearestOfRing > least) break;
    for (let atY = Math.max(0, row - ring); atY <= Math.min(rows - 1, row + ring); atY++) {
      const isEdge = Math.abs(atY - row) === ring;
      const step = isEdge || ring === 0 ? 1 : 2 * ring;
      for (let atX = column - ring; atX <= column + ring; atX += step) {
        if (atX < 0 || atX >= columns) continue;
        const away = (atX - x) * (atX - x) + (atY - y) * (atY - y);
        const tile = atY * columns + atX;
        if (away > least || (away === least && tile > best) || !willDo(tile)) continue;
        best = tile;
        least = away;
      }
    }
  }
  return best;
}
