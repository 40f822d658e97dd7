/** Part of a matrix: `rows` x `columns` from `start` on, rows `stride` apart. */
export interface Block {
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
}

/** into[row][column] = the block, its rows one after the other. */
export function copyBlock(matrix: Float64Array, block: Block, into: Float64Array): void {
  const { start, rows, columns, stride } = block;
  let to = 0;
  for (let row = 0; row < rows; row++) {
    const from = start + row * stride;
    for (let column = 0; column < columns; column++) into[to++] = matrix[from + column];
  }
}

/** into[column][row] = the block. */
export function transposeBlock(matrix: Float64Array, block: Block, into: Float64Array): void {
  const { start, rows, columns, stride } = block;
  let to = 0;
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) into[to++] = matrix[start + row * stride + column];
  }
}
