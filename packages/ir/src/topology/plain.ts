import type { Topology } from './topology.ts';

/** Positions in LINK_CLASSES, for code that counts without looking names up. */
export const EAST_WEST = 0;
export const NORTH_SOUTH = 1;
export const DIAGONAL = 2;
export const TREE = 3;
export const CHIP = 4;

/** A topology without faults: every route in closed form. */
export interface PlainTopology extends Topology {
  /** First link of the plain route from a router (inner ones of a tree included) to a tile; undefined use: from = to. */
  firstLink(router: number, to: number): number;
}

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

/**
 * Class and existence of every link of a grid whose tile owns one link per direction
 * (stepX, stepY), numbered tile * directions + direction. A link that leaves the grid where
 * it does not wrap, or that ends where it began, names nothing and is marked dead.
 */
export function gridLinks(
  grid: Grid,
  wraps: boolean,
  stepX: readonly number[],
  stepY: readonly number[],
): { linkClassOf: Uint8Array; linkDead: Uint8Array } {
  const { columns, rows, chipWidth, chipHeight } = grid;
  const directions = stepX.length;
  const chipAt = (x: number, y: number): number =>
    Math.floor(y / chipHeight) * columns + Math.floor(x / chipWidth);
  const linkClassOf = new Uint8Array(columns * rows * directions);
  const linkDead = new Uint8Array(columns * rows * directions);
  const width = columns * directions;
  // Rows that lie the same way between borders of chips and of the grid have the same links: made once, then copied.
  const rowOf = new Map<string, number>();
  for (let y = 0; y < rows; y++) {
    const alike = `${y % chipHeight === 0} ${y % chipHeight === chipHeight - 1} ${y === 0} ${y === rows - 1}`;
    const first = y * width;
    const known = rowOf.get(alike);
    if (known !== undefined) {
      linkClassOf.copyWithin(first, known, known + width);
      linkDead.copyWithin(first, known, known + width);
      continue;
    }
    rowOf.set(alike, first);
    for (let x = 0; x < columns; x++) {
      for (let direction = 0; direction < directions; direction++) {
        const link = first + x * directions + direction;
        let toX = x + stepX[direction];
        let toY = y + stepY[direction];
        const beyond = toX < 0 || toX >= columns || toY < 0 || toY >= rows;
        if (wraps) {
          toX = (toX + columns) % columns;
          toY = (toY + rows) % rows;
        }
        linkClassOf[link] =
          stepX[direction] !== 0 && stepY[direction] !== 0
            ? DIAGONAL
            : stepY[direction] === 0
              ? EAST_WEST
              : NORTH_SOUTH;
        if ((beyond && !wraps) || (toX === x && toY === y)) linkDead[link] = 1;
        else if (chipAt(toX, toY) !== chipAt(x, y)) linkClassOf[link] = CHIP;
      }
    }
  }
  return { linkClassOf, linkDead };
}
