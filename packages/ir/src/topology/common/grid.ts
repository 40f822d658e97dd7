/** A grid of tiles cut into equal chips, tile = y * columns + x. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Tiles of one chip along x and along y; they divide columns and rows. */
  readonly chipWidth: number;
  readonly chipHeight: number;
}

/**
 * floor(tile / divisor) as a product: (tile + 0.5) / divisor stays at least 0.5 / divisor
 * away from an integer, far more than the rounding of the product below 2^31.
 */
export function quotient(tile: number, inverse: number): number {
  return ((tile + 0.5) * inverse) | 0;
}

/** Chip of every tile of a grid, chips numbered row by row. */
export function chipOfTiles(grid: Grid): Uint32Array {
  const chipsPerRow = grid.columns / grid.chipWidth;
  const chipOf = new Uint32Array(grid.columns * grid.rows);
  for (let tile = 0; tile < chipOf.length; tile++) {
    const x = tile % grid.columns;
    const y = (tile - x) / grid.columns;
    chipOf[tile] = Math.floor(y / grid.chipHeight) * chipsPerRow + Math.floor(x / grid.chipWidth);
  }
  return chipOf;
}
