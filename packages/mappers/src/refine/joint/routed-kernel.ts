import { NONE, PartMembers, type Rng } from '@nmap/kernels';
import type { AnnealKernel } from '../../anneal/kernel.ts';
import type { Proposals } from './proposals.ts';
import type { RoutedState } from '../../routed/state.ts';

/**
 * A level of a placement under annealing: a node moves to the core drawn for it where there is room, and changes places
 * with a node there where there is none. Limits are hard: what would break one is refused.
 */
export class RoutedKernel implements AnnealKernel {
  readonly size: number;
  readonly #state: RoutedState;
  readonly #proposals: Proposals;
  readonly #members: PartMembers;
  readonly #rng: Rng;
  readonly #kept: Uint32Array;
  #keptCost: number;

  constructor(state: RoutedState, proposals: Proposals, rng: Rng) {
    this.size = state.nets.nodeCount;
    this.#state = state;
    this.#proposals = proposals;
    this.#members = new PartMembers(state.partOf, state.parts.count);
    this.#rng = rng;
    this.#kept = state.partOf.slice();
    this.#keptCost = state.cost;
  }

  get cost(): number {
    return this.#state.cost;
  }

  /** What moves would change. */
  sample(trials: number): Float64Array {
    const state = this.#state;
    const rng = this.#rng;
    const deltas = new Float64Array(trials);
    let count = 0;
    for (let trial = 0; trial < trials; trial++) {
      const node = rng.below(this.size);
      const to = this.#proposals.draw(node, rng);
      if (to !== NONE && to !== state.partOf[node]) deltas[count++] = state.delta(node, to);
    }
    return deltas.subarray(0, count);
  }

  explore(count: number, temperature: number): number {
    const state = this.#state;
    const proposals = this.#proposals;
    const members = this.#members;
    const rng = this.#rng;
    const { partOf } = state;
    const nodeCount = this.size;
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const node = rng.below(nodeCount);
      const to = proposals.draw(node, rng);
      const from = partOf[node];
      if (to === NONE || to === from) continue;
      // Accepted with probability exp(-delta / temperature).
      const most = temperature * rng.exponential();
      if (state.hasRoom(node, to, NONE)) {
        if (state.delta(node, to) > most) continue;
        state.move(node, to);
        if (state.violations > 0) state.move(node, from);
        else {
          members.move(node, from, to);
          accepted++;
        }
        continue;
      }
      const other = members.random(to, rng);
      if (other === NONE || !state.hasRoom(node, to, other) || !state.hasRoom(other, from, node)) continue;
      const delta = state.delta(node, to);
      // The two deltas add up to the exchange's but for nets that both are in: a cheap first look.
      if (delta + state.delta(other, from) > most) continue;
      state.move(node, to);
      if (delta + state.delta(other, from) > most) {
        state.move(node, from);
        continue;
      }
      state.move(other, from);
      if (state.violations > 0) {
        state.move(other, to);
        state.move(node, from);
        continue;
      }
      members.move(node, from, to);
      members.move(other, to, from);
      accepted++;
    }
    return accepted;
  }

  /** Sums of many changes drift. */
  settle(): void {
    this.#state.cost = this.#state.total();
  }

  keep(): void {
    this.#kept.set(this.#state.partOf);
    this.#keptCost = this.#state.cost;
  }

  finish(): void {
    const state = this.#state;
    for (let node = 0; node < this.size; node++) state.move(node, this.#kept[node]);
    state.cost = this.#keptCost;
  }
}
