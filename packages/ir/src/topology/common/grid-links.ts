import {
  BOARD,
  CHIP,
  DIAGONAL,
  EAST_WEST,
  LINK_CLASSES,
  NORTH_SOUTH,
  PLAIN_LINK_KINDS,
  type LinkKind,
} from '../topology.ts';
import type { Grid } from './grid.ts';

/** The links of a tile: direction d leads to (x + x[d], y + y[d]). */
export interface GridSteps {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Whether a step over an edge comes in at the opposite one. */
  readonly wraps: boolean;
}

/** Links of a grid, by number: tile * directions + direction. */
export interface GridLinks {
  readonly linkClassOf: Uint8Array;
  readonly linkDead: Uint8Array;
}

/**
 * Class and existence of every link of a grid whose tile owns one link per direction
 * of `steps`, numbered tile * directions + direction. A link that leaves the grid where
 * it does not wrap, or that ends where it began, names nothing and is marked dead.
 */
function gridLinks(grid: Grid, steps: GridSteps): GridLinks {
  const { columns, rows } = grid;
  const width = columns * steps.x.length;
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
    const row = linksOfRow(grid, y, steps);
    linkClassOf.set(row.linkClassOf, first);
    linkDead.set(row.linkDead, first);
  }
  return { linkClassOf, linkDead };
}

/** The same, made when it is first asked for: a small network on a chip of millions of links reads few of them, or none. */
export function gridLinksOnDemand(grid: Grid, steps: GridSteps): () => GridLinks {
  let links: GridLinks | null = null;
  return () => (links ??= gridLinks(grid, steps));
}

/** live[class] = links of it that name something, as {@link gridLinks} marks them. O(columns + rows). */
export function countGridLinks(grid: Grid, steps: GridSteps): Uint32Array {
  const live = new Uint32Array(gridLinkKinds(grid).length);
  const ofKind = new Map<number, Uint32Array>();
  for (let y = 0; y < grid.rows; y++) {
    const kind = kindOfRow(grid, y);
    let ofRow = ofKind.get(kind);
    if (ofRow === undefined) {
      ofRow = new Uint32Array(live.length);
      const { linkClassOf, linkDead } = linksOfRow(grid, y, steps);
      for (let link = 0; link < linkClassOf.length; link++)
        if (linkDead[link] === 0) ofRow[linkClassOf[link]]++;
      ofKind.set(kind, ofRow);
    }
    for (let k = 0; k < live.length; k++) live[k] += ofRow[k];
  }
  return live;
}

/** Inside a chip there are three directions at most: so many kinds has each class of links between chips. */
const DIRECTIONS = [EAST_WEST, NORTH_SOUTH, DIAGONAL];

export function gridLinkKinds({ tellsApart = false }: Grid): readonly LinkKind[] {
  if (!tellsApart) return PLAIN_LINK_KINDS;
  const between = [CHIP, BOARD].flatMap((linkClass) =>
    DIRECTIONS.map((direction) => ({
      class: LINK_CLASSES[linkClass],
      direction: LINK_CLASSES[direction],
    })),
  );
  return [...PLAIN_LINK_KINDS, ...between];
}

/** Index into {@link gridLinkKinds} of a link between chips. */
function kindBetween({ tellsApart = false }: Grid, linkClass: number, direction: number): number {
  if (!tellsApart) return linkClass;
  const first = PLAIN_LINK_KINDS.length + (linkClass === BOARD ? DIRECTIONS.length : 0);
  return first + DIRECTIONS.indexOf(direction);
}

/** Rows of one kind lie the same way between borders of chips, of boards and of the grid. */
function kindOfRow({ rows, chipHeight, boardHeight = rows }: Grid, y: number): number {
  const first = y % chipHeight === 0 ? 1 : 0;
  const last = y % chipHeight === chipHeight - 1 ? 2 : 0;
  const onBoard = (y % boardHeight === 0 ? 16 : 0) + (y % boardHeight === boardHeight - 1 ? 32 : 0);
  return first + last + (y === 0 ? 4 : 0) + (y === rows - 1 ? 8 : 0) + onBoard;
}

function linksOfRow(grid: Grid, y: number, steps: GridSteps): GridLinks {
  const { columns, rows, chipWidth, chipHeight, boardWidth = columns, boardHeight = rows } = grid;
  const { wraps } = steps;
  const directions = steps.x.length;
  const chipAt = (x: number, rowY: number): number =>
    Math.floor(rowY / chipHeight) * columns + Math.floor(x / chipWidth);
  const boardAt = (x: number, rowY: number): number =>
    Math.floor(rowY / boardHeight) * columns + Math.floor(x / boardWidth);
  const linkClassOf = new Uint8Array(columns * directions);
  const linkDead = new Uint8Array(columns * directions);
  for (let x = 0; x < columns; x++) {
    for (let direction = 0; direction < directions; direction++) {
      const link = x * directions + direction;
      let toX = x + steps.x[direction];
      let toY = y + steps.y[direction];
      const beyond = toX < 0 || toX >= columns || toY < 0 || toY >= rows;
      if (wraps) {
        toX = (toX + columns) % columns;
        toY = (toY + rows) % rows;
      }
      linkClassOf[link] = classOfStep(steps, direction);
      if ((beyond && !wraps) || (toX === x && toY === y)) linkDead[link] = 1;
      else if (chipAt(toX, toY) !== chipAt(x, y)) {
        const linkClass = boardAt(toX, toY) === boardAt(x, y) ? CHIP : BOARD;
        linkClassOf[link] = kindBetween(grid, linkClass, classOfStep(steps, direction));
      }
    }
  }
  return { linkClassOf, linkDead };
}

/** Index into LINK_CLASSES of a link in a direction, inside a chip. */
export function classOfStep({ x, y }: GridSteps, direction: number): number {
  if (y[direction] === 0) return EAST_WEST;
  return x[direction] === 0 ? NORTH_SOUTH : DIAGONAL;
}
