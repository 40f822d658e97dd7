import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { firstCoreOf } from '../place/common/first-core-of.ts';
import type { Plane, TileDistance } from '../place/common/tile-distance.ts';

export interface Nearness {
  /** Tile that the cores are near to. */
  readonly middle: number;
  /** How many are wanted, no more than there are. */
  readonly most: number;
  readonly distance: TileDistance;
}

/**
 * The live cores of a class that are nearest to a tile, in no order; ties go to the lower core. On a plane O(those
 * wanted): a window round the tile grows until nothing outside can be nearer. Elsewhere every core is asked.
 */
export function nearestCores(
  target: Target,
  classId: number,
  { middle, most, distance }: Nearness,
): Uint32Array {
  const { plane } = distance;
  const firstCore = firstCoreOf(target);
  const tileOf = raw(target.tileOf);
  const classOf = raw(target.classOf);
  const offerAll = (nearest: NearestCores, from: number, end: number): void => {
    for (let core = from; core < end; core++) {
      if (target.dead[core] !== 0 || classOf[core] !== classId) continue;
      nearest.offer(core, distance.between(middle, tileOf[core]));
    }
  };
  if (plane !== null && firstCore !== null) {
    const columns = plane.x.length;
    const side = Math.max(columns, plane.y.length);
    const filled = Math.sqrt((most * target.topology.tileCount) / target.coreCount);
    for (let reach = Math.ceil(filled / 2) + 2; reach < side; reach *= 2) {
      const nearest = new NearestCores(most);
      const window = windowRound(plane, middle, reach);
      for (let row = window.top; row <= window.bottom; row++)
        offerAll(
          nearest,
          firstCore(row * columns + window.left),
          firstCore(row * columns + window.right + 1),
        );
      if (nearest.isFull && nearest.farthest < window.outside) return nearest.cores();
    }
  }
  const nearest = new NearestCores(most);
  offerAll(nearest, 0, target.coreCount);
  return nearest.cores();
}

/** Columns and rows up to `reach` from a tile, and how near a tile outside them may be. */
function windowRound({ x, y }: Plane, middle: number, reach: number) {
  const column = middle % x.length;
  const row = (middle - column) / x.length;
  const left = Math.max(0, column - reach);
  const right = Math.min(x.length - 1, column + reach);
  const top = Math.max(0, row - reach);
  const bottom = Math.min(y.length - 1, row + reach);
  let outside = Infinity;
  if (left > 0) outside = Math.min(outside, x[column] - x[left - 1]);
  if (right + 1 < x.length) outside = Math.min(outside, x[right + 1] - x[column]);
  if (top > 0) outside = Math.min(outside, y[row] - y[top - 1]);
  if (bottom + 1 < y.length) outside = Math.min(outside, y[bottom + 1] - y[row]);
  return { left, right, top, bottom, outside };
}

/**
 * The cores nearest to a place, of many offered one after the other: a heap with the farthest kept on top, so that
 * the cost follows the number kept, not a sort of the chip. Ties go to the lower core.
 */
class NearestCores {
  readonly #away: Float64Array;
  readonly #core: Uint32Array;
  #size = 0;

  /** @param most how many are kept. */
  constructor(most: number) {
    this.#away = new Float64Array(most);
    this.#core = new Uint32Array(most);
  }

  /** Cores come in ascending order. */
  offer(core: number, away: number): void {
    if (this.#size < this.#core.length) {
      this.#up(this.#size++, core, away);
    } else if (away < this.#away[0]) {
      this.#down(core, away);
    }
  }

  get isFull(): boolean {
    return this.#size === this.#core.length;
  }

  /** How far the farthest of those kept is. */
  get farthest(): number {
    return this.#away[0];
  }

  /** Those kept, in no order. */
  cores(): Uint32Array {
    return this.#core.subarray(0, this.#size);
  }

  #isFarther(a: number, core: number, away: number): boolean {
    return this.#away[a] > away || (this.#away[a] === away && this.#core[a] > core);
  }

  #up(from: number, core: number, away: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isFarther(parent, core, away)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#away[at] = away;
    this.#core[at] = core;
  }

  /** In place of the farthest. */
  #down(core: number, away: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isFarther(child + 1, this.#core[child], this.#away[child])) child++;
      if (!this.#isFarther(child, core, away)) break;
      this.#move(child, at);
      at = child;
    }
    this.#away[at] = away;
    this.#core[at] = core;
  }

  #move(from: number, to: number): void {
    this.#away[to] = this.#away[from]!;
    this.#core[to] = this.#core[from]!;
  }
}
