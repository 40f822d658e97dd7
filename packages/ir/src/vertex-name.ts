import type { Network, Population } from './network.ts';

/**
 * `conv2[17]`; a unit by its box, with both ends: `h[0..63]`, or by channels, rows and columns where the population has
 * a shape of three axes: `conv2[0..63, 4, 8..15]`.
 */
export function vertexName(
  { units }: Pick<Network, 'units'>,
  population: Population,
  vertex: number,
): string {
  if (units === null) return `${population.id}[${vertex - population.first}]`;
  return boxName(population, units.boxes.subarray(6 * vertex, 6 * vertex + 6));
}

/** @param box from and to (exclusive) along channels, rows and columns. */
export function boxName({ id, shape }: Population, box: ArrayLike<number>): string {
  const axes: string[] = [];
  // A shape of another rank has ones for the axes it lacks.
  for (let axis = shape.length === 3 ? 0 : shape.length === 2 ? 1 : 2; axis < 3; axis++) {
    const from = box[2 * axis];
    const last = box[2 * axis + 1] - 1;
    axes.push(from === last ? `${from}` : `${from}..${last}`);
  }
  return `${id}[${axes.join(', ')}]`;
}
