import type { Rng } from '@nmap/kernels';
import type { AnnealKernel } from '../../anneal/kernel.ts';
import type { ExchangeProposals } from './exchange-proposals.ts';
import type { SwapCost } from './swap-cost.ts';

/** A placement under annealing: every cluster in turn, again and again, exchanges its core for another. */
export class ExchangeKernel implements AnnealKernel {
  readonly size: number;
  cost: number;
  /** coreOf[cluster] of the cheapest placement; in the end that is the result. */
  readonly kept: Uint32Array;
  readonly #swapCost: SwapCost;
  readonly #proposals: ExchangeProposals;
  readonly #rng: Rng;
  /** Whose turn it is. */
  #cluster = 0;

  /** @param size clusters that may move: the first ones; by default all. */
  constructor(
    swapCost: SwapCost,
    proposals: ExchangeProposals,
    rng: Rng,
    size: number = swapCost.coreOf.length,
  ) {
    this.#swapCost = swapCost;
    this.#proposals = proposals;
    this.#rng = rng;
    this.size = size;
    this.cost = swapCost.total();
    this.kept = swapCost.coreOf.slice();
  }

  /** What exchanges would change, of clusters evenly spread over the ids. */
  sample(trials: number): Float64Array {
    const proposals = this.#proposals;
    const deltas = new Float64Array(trials);
    let count = 0;
    for (let k = 0; k < trials; k++) {
      if (!proposals.draw(Math.floor((k * this.size) / trials) % this.size)) continue;
      deltas[count++] = this.#swapCost.delta(proposals.from, proposals.to);
    }
    return deltas.subarray(0, count);
  }

  explore(count: number, temperature: number, reach: number): number {
    const proposals = this.#proposals;
    const swapCost = this.#swapCost;
    const rng = this.#rng;
    const n = this.size;
    proposals.reach = Math.max(1, Math.round(reach));
    let cluster = this.#cluster;
    let cost = this.cost;
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const found = proposals.draw(cluster);
      if (++cluster === n) cluster = 0;
      if (!found) continue;
      const { from, to } = proposals;
      const delta = swapCost.delta(from, to);
      if (delta <= 0 || delta < temperature * rng.exponential()) {
        swapCost.swap(from, to);
        cost += delta;
        accepted++;
      }
    }
    this.#cluster = cluster;
    this.cost = cost;
    return accepted;
  }

  keep(): void {
    this.kept.set(this.#swapCost.coreOf);
  }

  finish(): void {
    // What was kept is read where it lies.
  }
}
