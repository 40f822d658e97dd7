import type { Target } from '@nmap/ir';
import type { TileDistance } from '../place/common/tile-distance.ts';
import { tileSequence } from '../place/common/tile-sequence.ts';

/** A part of the chip, and the parts that it falls into where the dearest links between its tiles are cut. */
export interface Region {
  /** In the order in which they fall into parts. */
  readonly tiles: Uint32Array;
  /** Tile that stands for all of them in distances. */
  readonly middle: number;
  /** At least two, together all tiles, each once; empty for a single tile. */
  parts(): readonly Region[];
}

/**
 * The whole chip. A tree falls into the subtrees of its root, and so on; a grid into boards and chips where links
 * between them are dearer than inside, then into quarters; anything else into halves of its curve.
 */
export function chipRegion(target: Target, distance: TileDistance): Region {
  const { topology } = target;
  const { arity, tileCount } = topology;
  if (arity !== undefined) return subtree(tileSequence(topology, 'rows'), arity, 0);
  if (topology.isGrid && topology.rows * topology.columns === tileCount) {
    const { columns, rows } = topology;
    return rectangle({ columns, borders: bordersOf(target, distance) }, [0, columns], [0, rows]);
  }
  return halves(tileSequence(topology, 'hilbert'));
}

/** True where some links between tiles are clearly dearer than others along the same axis, or lie above others in a tree. */
export function hasHierarchy({ topology }: Target, distance: TileDistance): boolean {
  const { arity, isGrid, rows, columns, tileCount } = topology;
  if (arity !== undefined) return arity.filter((children) => children > 1).length > 1;
  if (!isGrid || rows * columns !== tileCount) return false;
  return bordersOf({ topology }, distance).some((prices) => prices.some((price) => price > 0));
}

function bordersOf({ topology: { columns, rows } }: Pick<Target, 'topology'>, distance: TileDistance) {
  const x = dearBorders(columns, rows, (column, row) => stepAt(row * columns + column, 1, distance));
  const y = dearBorders(rows, columns, (row, column) => stepAt(row * columns + column, columns, distance));
  return [x, y] as const;
}

function subtree(tiles: Uint32Array, arity: readonly number[], level: number): Region {
  return {
    tiles,
    middle: tiles[tiles.length >> 1],
    parts() {
      // A router with one child cuts nothing.
      let below = level;
      while (below < arity.length && arity[below] === 1) below++;
      if (below === arity.length) return [];
      const size = tiles.length / arity[below];
      return Array.from({ length: arity[below] }, (_, k) =>
        subtree(tiles.subarray(k * size, (k + 1) * size), arity, below + 1),
      );
    },
  };
}

function halves(tiles: Uint32Array): Region {
  return {
    tiles,
    middle: tiles[tiles.length >> 1],
    parts() {
      if (tiles.length < 2) return [];
      const half = tiles.length >> 1;
      return [halves(tiles.subarray(0, half)), halves(tiles.subarray(half))];
    },
  };
}

type Span = readonly [from: number, end: number];

interface Grid {
  readonly columns: number;
  /** For both axes, price[k] of the border between k - 1 and k. */
  readonly borders: readonly [x: Float64Array, y: Float64Array];
}

/** More parts along an axis are first made fewer: quarters of boards, of chips. */
const MOST_ALONG = 4;

function rectangle(grid: Grid, x: Span, y: Span): Region {
  const tiles = new Uint32Array((x[1] - x[0]) * (y[1] - y[0]));
  let count = 0;
  for (let row = y[0]; row < y[1]; row++)
    for (let column = x[0]; column < x[1]; column++) tiles[count++] = row * grid.columns + column;
  const middle = ((y[0] + y[1]) >> 1) * grid.columns + ((x[0] + x[1]) >> 1);
  return {
    tiles,
    middle,
    parts() {
      if (tiles.length < 2) return [];
      const dearX = dearestWithin(grid.borders[0], x);
      const dearY = dearestWithin(grid.borders[1], y);
      const dearest = Math.max(dearX.price, dearY.price);
      // Equal prices: no border is dearer than another, and the longer sides are halved.
      const cutsX = dearest === 0 ? halfOf(x, y) : isSame(dearX.price, dearest) ? dearX.at : [];
      const cutsY = dearest === 0 ? halfOf(y, x) : isSame(dearY.price, dearest) ? dearY.at : [];
      return spans(y, fewer(cutsY)).flatMap((rows) =>
        spans(x, fewer(cutsX)).map((columns) => rectangle(grid, columns, rows)),
      );
    },
  };
}

/** In the middle of a side, unless the other is more than twice as long. */
function halfOf(side: Span, other: Span): number[] {
  const length = side[1] - side[0];
  return length < 2 || 2 * length <= other[1] - other[0] ? [] : [(side[0] + side[1]) >> 1];
}

function fewer(cuts: readonly number[]): readonly number[] {
  return cuts.length < MOST_ALONG ? cuts : [cuts[cuts.length >> 1]];
}

function spans(whole: Span, cuts: readonly number[]): Span[] {
  const ends = [whole[0], ...cuts, whole[1]];
  return ends.slice(1).map((end, k) => [ends[k], end]);
}

/** The borders inside a span that cost the most, where the cheapest on the whole chip cost less; price 0: none do. */
function dearestWithin(prices: Float64Array, [from, end]: Span): { price: number; at: number[] } {
  let price = 0;
  for (let k = from + 1; k < end; k++) price = Math.max(price, prices[k]);
  const at: number[] = [];
  for (let k = from + 1; k < end && price > 0; k++) if (isSame(prices[k], price)) at.push(k);
  return { price, at };
}

const ROUNDING = 1e-9;
/** Lines across a border that are asked for its price: a fault on one of them does not make it dear. */
const LINES = 8;

/** So many times as dear as the cheapest along its axis a border divides the chip; cuts along one that is hardly dearer find nothing. */
const DEAR = 1.5;

/** price[k] = what a step over the border before k costs more than the cheapest along the axis; 0 where it is hardly more. */
function dearBorders(
  length: number,
  across: number,
  step: (index: number, line: number) => number,
): Float64Array {
  const prices = new Float64Array(length).fill(Infinity);
  let cheapest = Infinity;
  for (let k = 1; k < length; k++) {
    for (let line = 0; line < across; line += Math.ceil(across / LINES))
      prices[k] = Math.min(prices[k], step(k, line));
    cheapest = Math.min(cheapest, prices[k]);
  }
  return prices.map((price, k) => (k === 0 || price < DEAR * cheapest ? 0 : price - cheapest));
}

/** Prices are differences of sums along the axis. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.abs(b);
}

/** Price of the step onto a tile from the one so many before it. */
function stepAt(tile: number, before: number, distance: TileDistance): number {
  return distance.between(tile - before, tile);
}
