import { axesOf, type Problem } from '@nmap/ir';
import { chipNeurons } from './filling.ts';
import { populationOf } from './orders.ts';

/**
 * An order for cores that take few inputs: populations as they stand; of each, neurons by the slab of channels that they hear, then by
 * tiles of the image, tile within tile (Morton order of what they hear in the middle). Windows of a tile overlap along
 * both axes: with inputs for 128 of eight channels a core takes 2 x 2 positions of a 3 x 3 convolution, of a row three.
 *
 * O(neurons log neurons).
 */
export function byTiles(problem: Problem): Uint32Array {
  const { network } = problem;
  const { inStart, inSource, vertexCount } = network;
  const population = populationOf(problem);
  const axes = network.populations.map(({ shape }) => axesOf(shape));
  const firstHeard = new Uint32Array(vertexCount);
  const slab = new Float64Array(vertexCount);
  const tile = new Float64Array(vertexCount);
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    // Without inputs it stands where it is itself.
    const hears = inStart[neuron] < inStart[neuron + 1];
    const first = hears ? inSource[inStart[neuron]] : neuron;
    const last = hears ? inSource[inStart[neuron + 1] - 1] : neuron;
    const from = network.populations[population[first]];
    const [, rows, columns] = axes[population[first]];
    const local = first - from.first;
    const end = population[last] === population[first] ? last - from.first : local;
    firstHeard[neuron] = first;
    slab[neuron] = Math.floor(local / (rows * columns));
    tile[neuron] = morton(middle(local, end, columns, rows), middle(local, end, 1, columns));
  }
  return chipNeurons(problem).sort(
    (a, b) =>
      population[a] - population[b] ||
      slab[a] - slab[b] ||
      tile[a] - tile[b] ||
      // Beside an edge two windows may have one middle: all channels of one go before those of the other.
      firstHeard[a] - firstHeard[b] ||
      a - b,
  );
}

/** The row or column in the middle of two neurons: so many neurons lie between two of them, and there are `length`. */
function middle(first: number, last: number, stride: number, length: number): number {
  return (Math.floor(first / stride) % length) / 2 + (Math.floor(last / stride) % length) / 2;
}

/** The binary digits of both in turn, those of the row in front. */
function morton(row: number, column: number): number {
  let [y, x] = [Math.floor(row), Math.floor(column)];
  let code = 0;
  for (let digit = 1; y > 0 || x > 0; digit *= 4) {
    code += digit * ((x % 2) + 2 * (y % 2));
    y = Math.floor(y / 2);
    x = Math.floor(x / 2);
  }
  return code;
}
