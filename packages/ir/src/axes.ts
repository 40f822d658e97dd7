/** A shape as channels, rows and columns: what boxes are counted in. Any other rank is one row of neurons. */
export function axesOf(shape: readonly number[]): readonly [channels: number, rows: number, columns: number] {
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  if (shape.length === 2) return [1, shape[0], shape[1]];
  return [1, 1, shape.reduce((product, length) => product * length, 1)];
}
