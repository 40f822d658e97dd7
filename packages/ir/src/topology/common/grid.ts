/** A grid of tiles cut into equal chips, tile = y * columns + x. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Tiles of one chip along x and along y; they divide columns and rows. */
  readonly chipWidth: number;
  readonly chipHeight: number;
  /** Tiles of one board along x and along y: whole chips. Default: all on one. */
  readonly boardWidth?: number;
  readonly boardHeight?: number;
  /** Links differ by the levels of a tree and, between chips, by their direction. */
  readonly tellsApart?: boolean;
}

/** Whether the chips stand on more than one board. */
export function hasBoards({ columns, rows, boardWidth = columns, boardHeight = rows }: Grid): boolean {
  return boardWidth < columns || boardHeight < rows;
}

/**
 * floor(tile / divisor) as a product: (tile + 0.5) / divisor stays at least 0.5 / divisor
 * away from an integer, far more than the rounding of the product below 2^31.
 */
export function quotient(tile: number, inverse: number): number {
  return ((tile + 0.5) * inverse) | 0;
}

/** Chip, or board, of every tile of a grid, numbered row by row. @param width, height of one, in tiles. */
export function blockOfTiles({ columns, rows }: Grid, width: number, height: number): Uint32Array {
  const blocksPerRow = columns / width;
  const blockOf = new Uint32Array(columns * rows);
  for (let tile = 0; tile < blockOf.length; tile++) {
    const x = tile % columns;
    const y = (tile - x) / columns;
    blockOf[tile] = Math.floor(y / height) * blocksPerRow + Math.floor(x / width);
  }
  return blockOf;
}
