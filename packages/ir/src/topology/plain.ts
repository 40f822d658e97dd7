import { LINK_CLASSES, type Topology } from './topology.ts';

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

/** Links of a grid, by number: tile * directions + direction. */
export interface GridLinks {
  readonly linkClassOf: Uint8Array;
  readonly linkDead: Uint8Array;
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
): GridLinks {
  const { columns, rows } = grid;
  const width = columns * stepX.length;
  const linkClassOf = new Uint8Array(rows * width);
  const linkDead = new Uint8Array(rows * width);
  // Rows that lie the same way have the same links: made once, then copied.
  const rowOf = new Map<number, number>();
  for (let y = 0; y < rows; y++) {
    const first = y * width;
    const known = rowOf.get(kindOfRow(grid, y));
    if (known !== undefined) {
      linkClassOf.copyWithin(first, known, known + width);
      linkDead.copyWithin(first, known, known + width);
      continue;
    }
    rowOf.set(kindOfRow(grid, y), first);
    const row = linksOfRow(grid, y, wraps, stepX, stepY);
    linkClassOf.set(row.linkClassOf, first);
    linkDead.set(row.linkDead, first);
  }
  return { linkClassOf, linkDead };
}

/** The same, made when it is first asked for: a small network on a chip of millions of links reads few of them, or none. */
export function gridLinksOnDemand(...description: Parameters<typeof gridLinks>): () => GridLinks {
  let links: GridLinks | null = null;
  return () => (links ??= gridLinks(...description));
}

/** live[class] = links of it that name something, as {@link gridLinks} marks them. O(columns + rows). */
export function countGridLinks(
  grid: Grid,
  wraps: boolean,
  stepX: readonly number[],
  stepY: readonly number[],
): Uint32Array {
  const live = new Uint32Array(LINK_CLASSES.length);
  const ofKind = new Map<number, Uint32Array>();
  for (let y = 0; y < grid.rows; y++) {
    const kind = kindOfRow(grid, y);
    let ofRow = ofKind.get(kind);
    if (ofRow === undefined) {
      ofRow = new Uint32Array(LINK_CLASSES.length);
      const { linkClassOf, linkDead } = linksOfRow(grid, y, wraps, stepX, stepY);
      for (let link = 0; link < linkClassOf.length; link++)
        if (linkDead[link] === 0) ofRow[linkClassOf[link]]++;
      ofKind.set(kind, ofRow);
    }
    for (let k = 0; k < live.length; k++) live[k] += ofRow[k];
  }
  return live;
}

/** Rows of one kind lie the same way between borders of chips and of the grid. */
function kindOfRow({ rows, chipHeight }: Grid, y: number): number {
  const first = y % chipHeight === 0 ? 1 : 0;
  const last = y % chipHeight === chipHeight - 1 ? 2 : 0;
  return first + last + (y === 0 ? 4 : 0) + (y === rows - 1 ? 8 : 0);
}

function linksOfRow(
  grid: Grid,
  y: number,
  wraps: boolean,
  stepX: readonly number[],
  stepY: readonly number[],
): GridLinks {
  const { columns, rows, chipWidth, chipHeight } = grid;
  const directions = stepX.length;
  const chipAt = (x: number, rowY: number): number =>
    Math.floor(rowY / chipHeight) * columns + Math.floor(x / chipWidth);
  const linkClassOf = new Uint8Array(columns * directions);
  const linkDead = new Uint8Array(columns * directions);
  for (let x = 0; x < columns; x++) {
    for (let direction = 0; direction < directions; direction++) {
      const link = x * directions + direction;
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
  return { linkClassOf, linkDead };
}
