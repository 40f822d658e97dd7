/**
 * Layers one after the other along strips of the mesh, for networks whose clusters have a place in their layers.
 *
 * A stack of many layers of many tiles each has few good placements that groups of clusters lead to: a group holds a tile's
 * layers, and its side is how far the tiles beside it are. A strip of the mesh, as high as a layer's rows are long, gives every
 * layer a few columns: packets go a few columns on, and no further up or down than two rows of tiles are apart, however many
 * layers there are. On 1,024 layers of 32 x 32 tiles this has 5 to 6 hops a packet, groups 13.
 */
import { NONE, raw } from '@nmap/kernels';
import type { Clustered, Target } from '@nmap/ir';
import { coresByTile } from '../common/core-sequence.ts';
import { placementCost } from '../common/placement-cost.ts';
import type { TileDistance } from '../common/tile-distance.ts';
import type { PricedPlacement } from './along-curve.ts';

/** Rows of the lowest strip: below, the way along a layer is as long as that between layers. */
const LOWEST_STRIP = 8;

/** The cheapest of strips half, a quarter ... as high as the mesh; null where clusters have no place, or the chip is no plane. */
export function alongLayers(clustered: Clustered, { kind }: TileDistance): PricedPlacement | null {
  const { target } = clustered.problem;
  if (kind !== 'plane' || target.classes.length > 1 || clustered.problem.network.units === null) return null;
  const layers = layersOf(clustered);
  const rows = Math.ceil(target.topology.tileCount / target.topology.columns);
  let best: PricedPlacement | null = null;
  for (let height = rows; height >= Math.min(rows, LOWEST_STRIP); height = Math.ceil(height / 2)) {
    const coreOf = dealt(clustered, layers, height);
    const cost = placementCost(clustered, coreOf);
    if (best === null || cost < best.cost) best = { coreOf, cost };
  }
  return best;
}

/** layers[k] = clusters whose first population is the k-th, by row, then column, then channel. */
function layersOf({ clusterCount, clusterOf, problem: { network } }: Clustered): Uint32Array[] {
  const clusters = raw(clusterOf);
  const { boxes } = network.units!;
  const layerOf = new Uint32Array(clusterCount).fill(NONE);
  const units = new Uint32Array(clusterCount);
  // middle[3 * cluster + axis], summed over its units in that population.
  const middle = new Float64Array(3 * clusterCount);
  return network.populations.map(({ first, vertexCount }, layer) => {
    const members: number[] = [];
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      const cluster = clusters[vertex];
      if (cluster === NONE) continue;
      if (layerOf[cluster] === NONE) {
        layerOf[cluster] = layer;
        members.push(cluster);
      } else if (layerOf[cluster] !== layer) continue;
      units[cluster]++;
      for (let axis = 0; axis < 3; axis++)
        middle[3 * cluster + axis] += boxes[6 * vertex + 2 * axis] + boxes[6 * vertex + 2 * axis + 1];
    }
    for (const cluster of members)
      for (let axis = 0; axis < 3; axis++) middle[3 * cluster + axis] /= units[cluster];
    return Uint32Array.from(members).sort(
      (a, b) =>
        middle[3 * a + 1] - middle[3 * b + 1] ||
        middle[3 * a + 2] - middle[3 * b + 2] ||
        middle[3 * a] - middle[3 * b] ||
        a - b,
    );
  });
}

/** Each layer on the next cores of the strips, its clusters row by row of the mesh. */
function dealt(
  { clusterCount, problem: { target } }: Clustered,
  layers: readonly Uint32Array[],
  height: number,
): Uint32Array {
  const cores = alongStrips(target, height);
  const tileOf = raw(target.tileOf);
  const { columns } = target.topology;
  const rowOf = (core: number): number => Math.floor(tileOf[core] / columns);
  const coreOf = new Uint32Array(clusterCount);
  let next = 0;
  for (const layer of layers) {
    const own = cores.slice(next, next + layer.length);
    next += layer.length;
    own.sort((a, b) => rowOf(a) - rowOf(b) || a - b);
    for (let k = 0; k < layer.length; k++) coreOf[layer[k]] = own[k]!;
  }
  return coreOf;
}

/** Live cores column by column of a strip, there and back. */
function alongStrips(target: Target, height: number): Uint32Array {
  const { start, cores } = coresByTile(target);
  const { columns, tileCount } = target.topology;
  const rows = Math.ceil(tileCount / columns);
  const order = new Uint32Array(cores.length);
  let count = 0;
  for (let top = 0, strip = 0; top < rows; top += height, strip++)
    for (let k = 0; k < columns; k++)
      for (let row = top; row < Math.min(rows, top + height); row++) {
        const tile = row * columns + (strip % 2 === 0 ? k : columns - 1 - k);
        if (tile >= tileCount) continue;
        for (let e = start[tile]; e < start[tile + 1]; e++)
          if (target.dead[cores[e]] === 0) order[count++] = cores[e]!;
      }
  return order.slice(0, count);
}
