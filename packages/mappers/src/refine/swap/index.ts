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
 * `candidates=all`) that no exchange of two cores improves.
 */
import { raw } from '@nmap/kernels';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { createSwapCost } from '../../place/common/swap-cost.ts';
import { bestOf } from '../best-of.ts';
import { candidatesOf } from './candidates.ts';
import { sweep } from './sweep.ts';

/** From here on `auto` looks near neighbours only: 2^24 pairs are about four seconds a sweep. */
const ALL_PAIRS = 2 ** 24;

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
        'cores tried for a cluster: all, or those at and next to its own tile and its neighbours in the traffic; auto = all up to 2^24 pairs',
      ),
    sweeps: z.int().min(1).max(1_000_000).default(1000).describe('most sweeps over all clusters'),
  }),
  run(input, options, ctx) {
    const { clustered } = input;
    const { target } = input.problem;
    const near =
      options.candidates === 'near' ||
      (options.candidates === 'auto' && clustered.clusterCount * target.coreCount > ALL_PAIRS);
    const cost = createSwapCost(clustered, raw(input.coreOf));
    const before = cost.total();
    const candidates = candidatesOf(clustered, cost, near);
    let swaps = 0;
    let sweeps = 0;
    while (sweeps < options.sweeps) {
      if (ctx.progress(sweeps / options.sweeps, cost.total()) === 'stop') break;
      const made = sweep(cost, candidates);
      sweeps++;
      swaps += made;
      if (made === 0) break;
    }
    ctx.stat('sweeps', sweeps);
    ctx.stat('swaps', swaps);
    return bestOf(input, before, cost.coreOf, cost.total(), makePlaced);
  },
});
