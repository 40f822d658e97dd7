import { CHIP, EAST_WEST, NORTH_SOUTH } from '../topology.ts';
import { quotient, type Grid } from '../common/grid.ts';
import { GridTopology } from '../common/grid-topology.ts';
import type { GridSteps } from '../common/grid-links.ts';

/** A tile's four links: east, west, north, south. North is towards greater y. */
export const MESH_STEPS: GridSteps = { x: [1, -1, 0, 0], y: [0, 0, 1, -1], wraps: false };
const { x: STEP_X, y: STEP_Y } = MESH_STEPS;
const EAST = 0;
const WEST = 1;
const NORTH = 2;
const SOUTH = 3;

/**
 * Rectangular mesh under XY routing: along x first, then along y.
 * link = tile * 4 + direction (east, west, north, south); numbers beyond the edge name
 * nothing and are marked dead. Distances are computed, not looked up: no table per pair
 * and, on the way to a distance, no memory access at all.
 */
export class Mesh extends GridTopology {
  readonly kind = 'mesh';
  readonly rule = 'xy';
  override readonly isPlane = true;
  readonly maxHops: number;
  readonly #inverseColumns: number;
  readonly #inverseChipWidth: number;
  readonly #inverseChipHeight: number;
  readonly #oneChip: boolean;

  constructor(grid: Grid) {
    super(grid, MESH_STEPS);
    this.maxHops = grid.columns + grid.rows - 2;
    this.#inverseColumns = 1 / grid.columns;
    this.#inverseChipWidth = 1 / grid.chipWidth;
    this.#inverseChipHeight = 1 / grid.chipHeight;
    this.#oneChip = grid.chipWidth === grid.columns && grid.chipHeight === grid.rows;
  }

  hops(from: number, to: number): number {
    const columns = this.columns;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const dx = from - fromY * columns - (to - toY * columns);
    const dy = fromY - toY;
    return (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
  }

  addHops(from: number, to: number, counts: Float64Array, sign: number): void {
    if (this.hasManyKinds) return this.addHopsOfRoute(from, to, counts, sign);
    const columns = this.columns;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const fromX = from - fromY * columns;
    const toX = to - toY * columns;
    let alongX = fromX < toX ? toX - fromX : fromX - toX;
    let alongY = fromY < toY ? toY - fromY : fromY - toY;
    if (!this.#oneChip) {
      const chipX = quotient(fromX, this.#inverseChipWidth) - quotient(toX, this.#inverseChipWidth);
      const chipY = quotient(fromY, this.#inverseChipHeight) - quotient(toY, this.#inverseChipHeight);
      const crossX = chipX < 0 ? -chipX : chipX;
      const crossY = chipY < 0 ? -chipY : chipY;
      counts[CHIP] += sign * (crossX + crossY);
      alongX -= crossX;
      alongY -= crossY;
    }
    counts[EAST_WEST] += sign * alongX;
    counts[NORTH_SOUTH] += sign * alongY;
  }

  route(from: number, to: number, out: Uint32Array): number {
    const columns = this.columns;
    const fromY = quotient(from, this.#inverseColumns);
    const toY = quotient(to, this.#inverseColumns);
    const toX = to - toY * columns;
    let x = from - fromY * columns;
    let tile = from;
    let length = 0;
    for (; x < toX; x++, tile++) out[length++] = tile * 4 + EAST;
    for (; x > toX; x--, tile--) out[length++] = tile * 4 + WEST;
    for (; tile < to; tile += columns) out[length++] = tile * 4 + NORTH;
    for (; tile > to; tile -= columns) out[length++] = tile * 4 + SOUTH;
    return length;
  }

  firstLink(router: number, to: number): number {
    const routerX = router % this.columns;
    const toX = to % this.columns;
    if (routerX !== toX) return router * 4 + (routerX < toX ? EAST : WEST);
    return router * 4 + (router < to ? NORTH : SOUTH);
  }

  linkFrom(link: number): number {
    return link >>> 2;
  }

  /** A number beyond the edge leads nowhere: it ends where it begins. */
  linkTo(link: number): number {
    const tile = link >>> 2;
    const direction = link & 3;
    const x = tile % this.columns;
    const toX = x + STEP_X[direction];
    const to = tile + STEP_X[direction] + STEP_Y[direction] * this.columns;
    return toX < 0 || toX >= this.columns || to < 0 || to >= this.tileCount ? tile : to;
  }
}
