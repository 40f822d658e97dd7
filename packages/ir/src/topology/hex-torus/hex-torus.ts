import { DIAGONAL, EAST_WEST, NORTH_SOUTH } from '../topology.ts';
import { quotient, type Grid } from '../common/grid.ts';
import { GridTopology } from '../common/grid-topology.ts';
import type { GridSteps } from '../common/grid-links.ts';

/** Six links of a tile, numbered as on SpiNNaker: east, north-east, north, west, south-west, south. */
export const HEX_STEPS: GridSteps = { x: [1, 1, 0, -1, -1, 0], y: [0, 1, 1, 0, -1, -1], wraps: true };
const { x: STEP_X, y: STEP_Y } = HEX_STEPS;
const EAST = 0;
const NORTH_EAST = 1;
const NORTH = 2;
const WEST = 3;
const SOUTH_WEST = 4;
const SOUTH = 5;

/**
 * SpiNNaker's triangular torus: the rectangular torus with one diagonal, (+1, +1) and back.
 * link = tile * 6 + direction.
 *
 * Route: of the four ways to go round the two rings, the shortest, where a way (dx, dy)
 * takes max(|dx|, |dy|) hops if dx and dy have the same sign and |dx| + |dy| if not; of
 * equally short ones the first of (+,+), (+,-), (-,+), (-,-). Diagonal steps come first,
 * then straight ones; a way without a diagonal goes along x, then along y.
 * No fifth way can be shorter: for a fixed dx the length is convex in dy with its minimum
 * between 0 and dx, and the two representatives of dy enclose 0.
 */
export class HexTorus extends GridTopology {
  readonly kind = 'hex-torus';
  readonly rule = 'diagonal-xy-shortest-way';
  readonly maxHops: number;
  readonly #inverseColumns: number;
  readonly #oneChip: boolean;

  constructor(grid: Grid) {
    super(grid, HEX_STEPS);
    this.#inverseColumns = 1 / grid.columns;
    this.#oneChip = grid.chipWidth === grid.columns && grid.chipHeight === grid.rows;
    let longest = 0;
    for (let tile = 0; tile < this.tileCount; tile++) longest = Math.max(longest, this.hops(0, tile));
    this.maxHops = longest;
  }

  hops(from: number, to: number): number {
    return this.#way(from, to) >>> 2;
  }

  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    if (!this.#oneChip) {
      this.#addHopsOverChips(from, to, counts, sign);
      return;
    }
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const way = this.#way(from, to) & 3;
    const dx = representative(to - toY * columns - (from - fromY * columns), columns, way & 2);
    const dy = representative(toY - fromY, rows, way & 1);
    const absX = dx < 0 ? -dx : dx;
    const absY = dy < 0 ? -dy : dy;
    const diagonal = dx < 0 === dy < 0 ? (absX < absY ? absX : absY) : 0;
    counts[DIAGONAL] += sign * diagonal;
    counts[EAST_WEST] += sign * (absX - diagonal);
    counts[NORTH_SOUTH] += sign * (absY - diagonal);
  }

  route(from: number, to: number, out: Uint32Array): number {
    let tile = from;
    let length = 0;
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const way = this.#way(from, to) & 3;
    let dx = representative(to - toY * columns - (from - fromY * columns), columns, way & 2);
    let dy = representative(toY - fromY, rows, way & 1);
    while (dx !== 0 || dy !== 0) {
      const direction = nextDirection(dx, dy);
      out[length++] = tile * 6 + direction;
      dx -= STEP_X[direction];
      dy -= STEP_Y[direction];
      tile = this.#step(tile, direction);
    }
    return length;
  }

  firstLink(router: number, to: number): number {
    const { columns, rows } = this;
    const y = quotient(router, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const way = this.#way(router, to) & 3;
    const dx = representative(to - toY * columns - (router - y * columns), columns, way & 2);
    const dy = representative(toY - y, rows, way & 1);
    return router * 6 + nextDirection(dx, dy);
  }

  linkFrom(link: number): number {
    return Math.floor(link / 6);
  }

  linkTo(link: number): number {
    const tile = Math.floor(link / 6);
    return this.#step(tile, link - tile * 6);
  }

  #step(tile: number, direction: number): number {
    const { columns, rows } = this;
    const x = tile % columns;
    const y = (tile - x) / columns;
    return ((y + STEP_Y[direction] + rows) % rows) * columns + ((x + STEP_X[direction] + columns) % columns);
  }

  /** Length * 4 + which of the four ways (2: dx negative, 1: dy negative). */
  #way(from: number, to: number): number {
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    let plusX = to - toY * columns - (from - fromY * columns);
    let plusY = toY - fromY;
    if (plusX < 0) plusX += columns;
    if (plusY < 0) plusY += rows;
    const minusX = columns - plusX;
    const minusY = rows - plusY;
    let best = (plusX > plusY ? plusX : plusY) * 4;
    const second = (plusX + minusY) * 4 + 1;
    if (second >>> 2 < best >>> 2) best = second;
    const third = (minusX + plusY) * 4 + 2;
    if (third >>> 2 < best >>> 2) best = third;
    const fourth = (minusX > minusY ? minusX : minusY) * 4 + 3;
    if (fourth >>> 2 < best >>> 2) best = fourth;
    return best;
  }

  /** A diagonal step can cross two borders between chips at once, so the route is walked. */
  #addHopsOverChips(from: number, to: number, counts: Float64Array, sign: number): void {
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const way = this.#way(from, to) & 3;
    let dx = representative(to - toY * columns - (from - fromY * columns), columns, way & 2);
    let dy = representative(toY - fromY, rows, way & 1);
    let tile = from;
    const { linkClassOf } = this;
    while (dx !== 0 || dy !== 0) {
      const direction = nextDirection(dx, dy);
      counts[linkClassOf[tile * 6 + direction]] += sign;
      dx -= STEP_X[direction];
      dy -= STEP_Y[direction];
      tile = this.#step(tile, direction);
    }
  }
}

/** Signed difference round a ring: in [0, size) or, if asked for, in [-size, 0). */
function representative(difference: number, size: number, negative: number): number {
  const forward = difference < 0 ? difference + size : difference;
  return negative === 0 ? forward : forward - size;
}

/** Diagonal while it helps, then x, then y. */
function nextDirection(dx: number, dy: number): number {
  if (dx > 0 && dy > 0) return NORTH_EAST;
  if (dx < 0 && dy < 0) return SOUTH_WEST;
  if (dx !== 0) return dx > 0 ? EAST : WEST;
  return dy > 0 ? NORTH : SOUTH;
}
