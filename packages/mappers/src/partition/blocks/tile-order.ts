/** The vertices of the chip, tile by tile: for networks of which only the shapes of their populations are known. */
import { axesOf, type Population, type Problem } from '@nmap/ir';

/**
 * Of a population with rows and columns, tiles of about as many positions as a core holds with all their channels,
 * nearly square, row by row; of any other, by id.
 */
export function tileOrder({ network, target }: Problem): Uint32Array {
  const { external, populations, units, vertexCount } = network;
  const neurons = Math.max(
    ...target.classes.map(({ limits }) => Math.min(limits.neurons ?? UNLIMITED, UNLIMITED)),
  );
  const order = new Uint32Array(vertexCount);
  let count = 0;
  for (const population of populations) {
    const tiled = tileByTile(population, neurons, units?.boxes ?? null);
    for (const vertex of tiled) if (external[vertex] === 0) order[count++] = vertex;
  }
  return order.slice(0, count);
}

/** Where cores have no limit on neurons: tiles of any size will do. */
const UNLIMITED = 4096;

function tileByTile(
  { first, vertexCount, shape }: Population,
  neurons: number,
  boxes: Uint32Array | null,
): Uint32Array {
  const vertices = Uint32Array.from({ length: vertexCount }, (_, k) => first + k);
  const [channels, height, width] = axesOf(shape);
  if (height === 1) return vertices;
  const positions = Math.max(1, Math.floor(neurons / channels));
  const tileWidth = Math.min(width, Math.max(1, Math.round(Math.sqrt(positions))));
  const tileHeight = Math.min(height, Math.max(1, Math.floor(positions / tileWidth)));
  const across = Math.ceil(width / tileWidth);
  const tile = new Float64Array(vertexCount);
  for (let k = 0; k < vertexCount; k++) {
    const y = boxes === null ? Math.floor(k / width) % height : boxes[6 * (first + k) + 2];
    const x = boxes === null ? k % width : boxes[6 * (first + k) + 4];
    tile[k] = Math.floor(y / tileHeight) * across + Math.floor(x / tileWidth);
  }
  return vertices.sort((a, b) => tile[a - first] - tile[b - first] || a - b);
}
