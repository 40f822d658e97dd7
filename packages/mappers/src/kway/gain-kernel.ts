import { PartMembers, type Rng } from '@nmap/kernels';
import type { AnnealKernel } from '../anneal/kernel.ts';
import type { PartitionState } from './state.ts';

/** Candidates of which a swap takes the best partner. */
const PARTNERS = 6;

/**
 * A partition under annealing: a node moves to the part of a random neighbour, or changes places with a node there where
 * there is no room. Limits are hard. One look-up per proposal; one that is accepted costs what a move costs.
 */
export class GainKernel implements AnnealKernel {
  readonly size: number;
  readonly #state: PartitionState;
  readonly #members: PartMembers;
  readonly #rng: Rng;
  readonly #kept: Uint32Array;
  #keptCost: number;

  constructor(state: PartitionState, rng: Rng) {
    this.size = state.graph.nodeCount;
    state.listsTouched = false;
    this.#state = state;
    this.#members = new PartMembers(state.part, state.partCount);
    this.#rng = rng;
    this.#kept = state.part.slice();
    this.#keptCost = state.cost;
  }

  get cost(): number {
    return this.#state.cost;
  }

  explore(count: number, temperature: number): number {
    const state = this.#state;
    const members = this.#members;
    const rng = this.#rng;
    const { part } = state;
    const { nodeCount, pinStart, pins, netStart, nets } = state.graph;
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const node = rng.below(nodeCount);
      const degree = netStart[node + 1] - netStart[node];
      if (degree === 0) continue;
      const net = nets[netStart[node] + rng.below(degree)];
      const to = part[pins[pinStart[net] + rng.below(pinStart[net + 1] - pinStart[net])]];
      const from = part[node];
      if (to === from) continue;
      const gain = state.gain(node, to);
      const loss = -temperature * rng.exponential();
      if (state.fits(node, to)) {
        if (gain < loss) continue;
        state.move(node, to);
        members.move(node, from, to);
        accepted++;
        continue;
      }
      // No room: exchange with one of the nodes there.
      let partner = -1;
      let partnerGain = -Infinity;
      for (let i = 0; i < PARTNERS; i++) {
        const other = members.random(to, rng);
        const otherGain = state.gain(other, from);
        if (otherGain > partnerGain && canSwap(state, node, other)) {
          partner = other;
          partnerGain = otherGain;
        }
      }
      // Nets that both share are counted twice for good, never for bad: the sum is an upper bound.
      if (partner < 0 || gain + partnerGain < loss) continue;
      state.move(node, to);
      if (gain + state.gain(partner, from) < loss) {
        state.move(node, from);
        continue;
      }
      state.move(partner, from);
      members.move(node, from, to);
      members.move(partner, to, from);
      accepted++;
    }
    return accepted;
  }

  keep(): void {
    this.#kept.set(this.#state.part);
    this.#keptCost = this.#state.cost;
  }

  /** Another state as cheap as the best is as good. */
  finish(): void {
    const state = this.#state;
    state.listsTouched = true;
    if (state.cost === this.#keptCost) return;
    for (let node = 0; node < this.size; node++)
      if (state.part[node] !== this.#kept[node]) state.move(node, this.#kept[node]);
  }
}

/** Whether both parts are within their limits after the exchange. */
function canSwap(state: PartitionState, a: number, b: number): boolean {
  const { partWeight, limits, part } = state;
  const { nodeWeight } = state.graph;
  const ofA = part[a];
  const ofB = part[b];
  const weight = nodeWeight[a] - nodeWeight[b];
  return (
    partWeight[ofB] + weight <= limits.maxWeight[ofB] &&
    partWeight[ofA] - weight <= limits.maxWeight[ofA] &&
    state.synapsesInPlaceOf(a, ofB, b) <= limits.maxSynapses[ofB] &&
    state.synapsesInPlaceOf(b, ofA, a) <= limits.maxSynapses[ofA]
  );
}
