/** Several nodes that go from one part to another at once, or both ways: done, weighed exactly, and taken back. */
import { NONE } from '@nmap/kernels';
import type { RoutedState } from '../../routed/state.ts';
import type { Members } from './members.ts';
import type { Slab } from './slabs.ts';

export interface Trade {
  /** From part `a` to part `b`. */
  readonly there: Slab;
  /** From part `b` to part `a`. */
  readonly back: Slab;
}

export class Trades {
  readonly #state: RoutedState;
  readonly #members: Members;
  /** Entries of nets looked at since it was last asked. */
  #work = 0;

  constructor(state: RoutedState, members: Members) {
    this.#state = state;
    this.#members = members;
  }

  /** What a trade would add to the cost, its limits apart. */
  weigh(a: number, b: number, trade: Trade): number {
    const before = this.#state.cost;
    this.#shift(a, b, trade);
    const delta = this.#state.cost - before;
    this.#shift(b, a, trade);
    this.#state.cost = before;
    return delta;
  }

  /**
   * Makes a trade that costs less than `most` and keeps every limit; else leaves everything as it was.
   * @returns what it added to the cost; 0 where it was not made.
   */
  make(a: number, b: number, trade: Trade, most: number): number {
    const state = this.#state;
    const { maxFanIn, mostUsed } = state.parts;
    const { fanIn } = state.nets;
    for (const node of trade.there) if (fanIn[node] > maxFanIn[b]) return 0;
    for (const node of trade.back) if (fanIn[node] > maxFanIn[a]) return 0;
    const before = state.cost;
    this.#shift(a, b, trade);
    const delta = state.cost - before;
    if (delta < most && state.violations === 0 && state.usedParts <= mostUsed) {
      for (const node of trade.there) this.#members.move(node, a, b);
      for (const node of trade.back) this.#members.move(node, b, a);
      return delta;
    }
    this.#shift(b, a, trade);
    state.cost = before;
    return 0;
  }

  /** Neurons of a slab. */
  neuronsOf(slab: Slab): number {
    let sum = 0;
    for (const node of slab) sum += this.#state.nets.neurons[node];
    return sum;
  }

  takeWork(): number {
    const work = this.#work;
    this.#work = 0;
    return work;
  }

  #shift(a: number, b: number, { there, back }: Trade): void {
    for (const node of there) this.#move(node, b);
    for (const node of back) this.#move(node, a);
  }

  #move(node: number, to: number): void {
    const { inStart, ownStart, ownNets } = this.#state.nets;
    this.#work += inStart[node + 1] - inStart[node];
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) this.#work += this.#state.pins.used[ownNets[j]];
    this.#state.move(node, to);
  }
}

/** Nothing goes that way. */
export const NOTHING: Slab = [];

/** The part nearest to another of those that hold nothing; NONE where all hold something. */
export function nearestEmpty({ neurons, parts }: RoutedState, part: number): number {
  let nearest: number = NONE;
  let least = Infinity;
  for (let other = 0; other < parts.count; other++) {
    if (neurons[other] > 0) continue;
    const hops = parts.distance.between(parts.tileOf[part], parts.tileOf[other]);
    if (hops >= least) continue;
    least = hops;
    nearest = other;
  }
  return nearest;
}
