import { CHIP, EAST_WEST, NORTH_SOUTH } from '../topology.ts';
import { quotient, type Grid } from '../common/grid.ts';
import { GridTopology } from '../common/grid-topology.ts';
import type { GridSteps } from '../common/grid-links.ts';

/** A tile's four links: east, west, north, south. North is towards greater y. */
export const TORUS_STEPS: GridSteps = { x: [1, -1, 0, 0], y: [0, 0, 1, -1], wraps: true };
const { x: STEP_X, y: STEP_Y } = TORUS_STEPS;
const EAST = 0;
const WEST = 1;
const NORTH = 2;
const SOUTH = 3;

/**
 * Rectangular torus: along x first, then along y, each the shorter way round; where both
 * ways are equally long, the positive one. link = tile * 4 + direction (east, west, north,
 * south). A ring of one tile has no links: those numbers are marked dead. On several chips
 * the links that close the rings join the first and the last chip.
 */
export class Torus extends GridTopology {
  readonly kind = 'torus';
  readonly rule = 'xy-shorter-way';
  readonly maxHops: number;
  readonly #inverseColumns: number;
  readonly #inverseChipWidth: number;
  readonly #inverseChipHeight: number;
  readonly #severalChipsX: boolean;
  readonly #severalChipsY: boolean;

  constructor(grid: Grid) {
    super(grid, TORUS_STEPS);
    this.maxHops = (grid.columns >> 1) + (grid.rows >> 1);
    this.#inverseColumns = 1 / grid.columns;
    this.#inverseChipWidth = 1 / grid.chipWidth;
    this.#inverseChipHeight = 1 / grid.chipHeight;
    this.#severalChipsX = grid.chipWidth !== grid.columns;
    this.#severalChipsY = grid.chipHeight !== grid.rows;
  }

  hops(from: number, to: number): number {
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    let dx = from - fromY * columns - (to - toY * columns);
    let dy = fromY - toY;
    if (dx < 0) dx = -dx;
    if (dy < 0) dy = -dy;
    return (dx + dx > columns ? columns - dx : dx) + (dy + dy > rows ? rows - dy : dy);
  }

  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    if (this.hasManyKinds) return this.addHopsOfRoute(from, to, counts, sign);
    const { columns, rows } = this;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const fromX = from - fromY * columns;
    const dx = shorterWay(to - toY * columns - fromX, columns);
    const dy = shorterWay(toY - fromY, rows);
    let alongX = dx < 0 ? -dx : dx;
    let alongY = dy < 0 ? -dy : dy;
    if (this.#severalChipsX) {
      const crossed = chipsCrossed(fromX, dx, columns, this.#inverseChipWidth);
      counts[CHIP] += sign * crossed;
      alongX -= crossed;
    }
    if (this.#severalChipsY) {
      const crossed = chipsCrossed(fromY, dy, rows, this.#inverseChipHeight);
      counts[CHIP] += sign * crossed;
      alongY -= crossed;
    }
    counts[EAST_WEST] += sign * alongX;
    counts[NORTH_SOUTH] += sign * alongY;
  }

  route(from: number, to: number, out: Uint32Array): number {
    const { columns, rows } = this;
    let y = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    let x = from - y * columns;
    const dx = shorterWay(to - toY * columns - x, columns);
    const dy = shorterWay(toY - y, rows);
    let length = 0;
    for (let step = 0; step < dx; step++) {
      out[length++] = (y * columns + x) * 4 + EAST;
      x = x === columns - 1 ? 0 : x + 1;
    }
    for (let step = 0; step > dx; step--) {
      out[length++] = (y * columns + x) * 4 + WEST;
      x = x === 0 ? columns - 1 : x - 1;
    }
    for (let step = 0; step < dy; step++) {
      out[length++] = (y * columns + x) * 4 + NORTH;
      y = y === rows - 1 ? 0 : y + 1;
    }
    for (let step = 0; step > dy; step--) {
      out[length++] = (y * columns + x) * 4 + SOUTH;
      y = y === 0 ? rows - 1 : y - 1;
    }
    return length;
  }

  firstLink(router: number, to: number): number {
    const { columns, rows } = this;
    const y = quotient(router, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const dx = shorterWay(to - toY * columns - (router - y * columns), columns);
    if (dx !== 0) return router * 4 + (dx > 0 ? EAST : WEST);
    return router * 4 + (shorterWay(toY - y, rows) > 0 ? NORTH : SOUTH);
  }

  linkFrom(link: number): number {
    return link >>> 2;
  }

  linkTo(link: number): number {
    const { columns, rows } = this;
    const tile = link >>> 2;
    const direction = link & 3;
    const x = tile % columns;
    const y = (tile - x) / columns;
    return ((y + STEP_Y[direction] + rows) % rows) * columns + ((x + STEP_X[direction] + columns) % columns);
  }
}

/** Signed steps round a ring of `size` for a difference in (-size, size); ties go to the positive side. */
function shorterWay(difference: number, size: number): number {
  const forward = difference < 0 ? difference + size : difference;
  return forward + forward <= size ? forward : forward - size;
}

/** Borders between chips met in `steps` (signed) from `start` round a ring. */
function chipsCrossed(start: number, steps: number, size: number, inverseChip: number): number {
  const low = steps < 0 ? start + steps + size : start;
  const high = steps < 0 ? start + size : start + steps;
  return quotient(high, inverseChip) - quotient(low, inverseChip);
}
