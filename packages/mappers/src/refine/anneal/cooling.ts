import { exp, log, type Rng } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { SwapCost } from '../../place/common/swap-cost.ts';
import type { Proposals } from '../../place/common/exchange-proposals.ts';

/** How one annealing goes from its first temperature to its last: both fall geometrically with the proposals. */
export interface Cooling {
  readonly hot: number;
  readonly cold: number;
  /** Reach of the window at first, in tiles; at the end it is `lastReach`. */
  readonly reach: number;
  readonly lastReach: number;
  /** Exchanges proposed in all. */
  readonly proposals: number;
  /** Exchanges proposed between two temperatures, which is also how often it is asked to go on. */
  readonly batch: number;
}

export interface Cooled {
  readonly accepted: number;
  readonly stopped: boolean;
  /** The cheapest placement met after a temperature, and its cost. */
  readonly coreOf: Uint32Array;
  readonly cost: number;
}

/** Anneals along a given cooling: every cluster in turn, again and again. */
export function cool(cost: SwapCost, proposals: Proposals, rng: Rng, cooling: Cooling, watch: Watch): Cooled {
  const n = cost.coreOf.length;
  const batches = Math.max(1, Math.ceil(cooling.proposals / cooling.batch));
  const fall = batches < 2 || cooling.hot === 0 ? 0 : exp(log(cooling.cold / cooling.hot) / (batches - 1));
  const narrow = batches < 2 ? 1 : exp(log(cooling.lastReach / cooling.reach) / (batches - 1));
  let temperature = cooling.hot;
  let reach = cooling.reach;
  let now = cost.total();
  let best = now;
  const bestCoreOf = cost.coreOf.slice();
  let accepted = 0;
  let cluster = 0;
  let sinceCopy = 0;
  let stopped = false;
  for (let batch = 0; batch < batches && !stopped; batch++) {
    proposals.reach = Math.max(1, Math.round(reach));
    for (let k = 0; k < cooling.batch; k++) {
      const found = proposals.draw(cluster);
      if (++cluster === n) cluster = 0;
      if (!found) continue;
      const { from, to } = proposals;
      const delta = cost.delta(from, to);
      // Accepted with probability exp(-delta / temperature).
      if (delta <= 0 || delta < temperature * rng.exponential()) {
        cost.swap(from, to);
        now += delta;
        accepted++;
      }
    }
    stopped = !watch.mayGoOn((batch + 1) / batches, best);
    // Where a batch is a small part of the clusters, a copy for each would cost more than the batch.
    sinceCopy += cooling.batch;
    if (now < best && (sinceCopy >= n || stopped || batch + 1 === batches)) {
      best = now;
      bestCoreOf.set(cost.coreOf);
      sinceCopy = 0;
    }
    temperature *= fall;
    reach *= narrow;
  }
  return { accepted, stopped, coreOf: bestCoreOf, cost: best };
}
