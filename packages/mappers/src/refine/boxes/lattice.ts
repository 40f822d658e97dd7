/** Which nodes lie beside each other in their population: units of a feature map, or neurons, by channel, row and column. */
import { NONE } from '@nmap/kernels';
import { axesOf, type Network, type Population } from '@nmap/ir';

/** Two ways along each axis: back, forth. */
export const DIRECTIONS = 6;

export interface Lattice {
  /** beside[DIRECTIONS * node + direction] = the node there; NONE at an end of the axis. */
  readonly beside: Uint32Array;
  /** at[3 * node + axis] = its position along the axis, among the pieces of its population. */
  readonly at: Uint32Array;
  /** populationOf[node]. */
  readonly populationOf: Uint32Array;
}

/** @param neuronOf the vertices of the chip, ascending: node i is the vertex neuronOf[i]. O(n + lengths of axes). */
export function latticeOf(network: Network, neuronOf: Uint32Array): Lattice {
  const nodeOf = new Uint32Array(network.vertexCount).fill(NONE);
  for (let node = 0; node < neuronOf.length; node++) nodeOf[neuronOf[node]] = node;
  const beside = new Uint32Array(DIRECTIONS * neuronOf.length).fill(NONE);
  const at = new Uint32Array(3 * neuronOf.length);
  const populationOf = new Uint32Array(neuronOf.length);
  for (const [number, population] of network.populations.entries()) {
    const { first, vertexCount } = population;
    if (vertexCount === 0 || nodeOf[first] === NONE) continue;
    const pieces = piecesOf(network, population);
    const counts = pieces.map((pieceAt) => pieceAt.reduce((most, piece) => Math.max(most, piece + 1), 0));
    const nodeAt = new Uint32Array(counts[0] * counts[1] * counts[2]).fill(NONE);
    const indexOf = (c: number, y: number, x: number): number => (c * counts[1] + y) * counts[2] + x;
    for (let k = 0; k < vertexCount; k++) {
      const node = nodeOf[first + k];
      populationOf[node] = number;
      for (let axis = 0; axis < 3; axis++) at[3 * node + axis] = pieces[axis][k]!;
      nodeAt[indexOf(pieces[0][k], pieces[1][k], pieces[2][k])] = node;
    }
    const strides = [counts[1] * counts[2], counts[2], 1];
    for (let k = 0; k < vertexCount; k++) {
      const node = nodeOf[first + k];
      const own = indexOf(pieces[0][k], pieces[1][k], pieces[2][k]);
      for (let axis = 0; axis < 3; axis++) {
        if (pieces[axis][k] > 0) beside[DIRECTIONS * node + 2 * axis] = nodeAt[own - strides[axis]]!;
        if (pieces[axis][k] + 1 < counts[axis])
          beside[DIRECTIONS * node + 2 * axis + 1] = nodeAt[own + strides[axis]]!;
      }
    }
  }
  return { beside, at, populationOf };
}

/** pieces[axis][vertex of the population] = number of its interval along the axis. */
function piecesOf({ units }: Network, { first, vertexCount, shape }: Population): Uint32Array[] {
  const lengths = axesOf(shape);
  if (units === null) {
    const [, height, width] = lengths;
    return [
      Uint32Array.from({ length: vertexCount }, (_, k) => Math.floor(k / (height * width))),
      Uint32Array.from({ length: vertexCount }, (_, k) => Math.floor(k / width) % height),
      Uint32Array.from({ length: vertexCount }, (_, k) => k % width),
    ];
  }
  return lengths.map((length, axis) => {
    const begins = new Uint8Array(length);
    for (let k = 0; k < vertexCount; k++) begins[units.boxes[6 * (first + k) + 2 * axis]] = 1;
    const piece = new Uint32Array(length);
    for (let position = 0, pieces = 0; position < length; position++) {
      pieces += begins[position];
      piece[position] = pieces - 1;
    }
    return Uint32Array.from(
      { length: vertexCount },
      (_, k) => piece[units.boxes[6 * (first + k) + 2 * axis]],
    );
  });
}
