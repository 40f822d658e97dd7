/**
 * Exchanges the contents of two cores, one of which may be empty, as long as that lowers the
 * priced traffic: each cluster in turn takes the best exchange there is for it.
 *
 * **Source** folklore: steepest pairwise exchange, the local search of the quadratic assignment
 * problem; the baseline of Khorasanian, arXiv:2608.26223 (as "Edge+QAP").
 * **Differs** in that a cluster is served as soon as it is met, not only the best pair of all:
 * O(clusters * cores * degree) for a sweep in place of for a single exchange.
 *
 * Cost: a sweep O(clusters * candidates * degree); sweeps until one changes nothing.
 * Requires a legal placement; guarantees a legal one that is never dearer, and (with
 * `candidates=all`, where neither `effort` nor `sweeps` ended it) that no exchange of two cores improves.
 */
import { raw } from '@nmap/kernels';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { isLeastCost } from '../../place/common/least-cost.ts';
import { placementCost } from '../../place/common/placement-cost.ts';
import { createSwapCost } from '../../place/common/create-swap-cost.ts';
import { exchangeWork } from '../../place/common/exchange-work.ts';
import { bestOf } from '../best-of.ts';
import { candidatesOf } from './candidates.ts';
import { sweep } from './sweep.ts';
import { effortOption } from '../../place/common/options.ts';

/** Net entries weighed in a sweep from which on `auto` looks at near neighbours only: some seconds. */
const ALL_PAIRS_WORK = 2e8;
/** Net entries weighed in all sweeps together at effort 1: some seconds. */
const WORK_OF_EFFORT = 1e9;

export const swap = definePass({
  name: 'refine/swap',
  summary: 'exchanges of two cores as long as any gains',
  paper: null,
  from: 'placed',
  to: 'placed',
  options: z.strictObject({
    candidates: z
      .enum(['auto', 'all', 'near'])
      .default('auto')
      .describe(
        'cores tried for a cluster: all, or those at and next to its own tile and its neighbours in the traffic; auto = all while a sweep takes no more than some seconds',
      ),
    effort: effortOption(10_000, 'ends after effort * 10^9 net entries weighed, some seconds'),
    sweeps: z.int().min(1).max(1_000_000).default(1000).describe('most sweeps over all clusters'),
  }),
  run(input, options, ctx) {
    const { clustered } = input;
    const { target } = input.problem;
    const work = exchangeWork(clustered);
    const allPairs = clustered.clusterCount * target.coreCount * work;
    const near =
      options.candidates === 'near' || (options.candidates === 'auto' && allPairs > ALL_PAIRS_WORK);
    const before = placementCost(clustered, raw(input.coreOf));
    if (isLeastCost(clustered, before)) {
      ctx.stat('sweeps', 0);
      ctx.stat('swaps', 0);
      return input;
    }
    const cost = createSwapCost(clustered, raw(input.coreOf));
    const candidates = candidatesOf(clustered, cost, near);
    let swaps = 0;
    let sweeps = 0;
    let weighed = 0;
    const watch = watchOf(ctx);
    const most = Math.ceil((options.effort * WORK_OF_EFFORT) / work);
    while (sweeps < options.sweeps && weighed < most && watch.mayGoOn()) {
      const result = sweep(cost, candidates, { weighed, most, workOfExchange: work }, watch);
      sweeps++;
      swaps += result.made;
      weighed += result.tried;
      if (result.made === 0 || !result.whole) break;
    }
    ctx.stat('sweeps', sweeps);
    ctx.stat('swaps', swaps);
    return bestOf(input, before, cost.coreOf, cost.total(), makePlaced);
  },
});
