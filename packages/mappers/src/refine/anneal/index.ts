/**
 * Simulated annealing of a placement: random exchanges of two cores, worsening ones accepted
 * with a probability that falls as the temperature does.
 *
 * **Source** V. Betz, J. Rose, "VPR: A New Packing, Placement and Routing Tool for FPGA Research", FPL
 * 1997, doi:10.1007/3-540-63465-7_226; a first temperature from the state given: J. M. Varanelli,
 * J. P. Cohoon, "A fast method for generalized starting temperature determination in homogeneous two-stage
 * simulated annealing systems", Computers & Operations Research 26(5), 1999, pp. 481-503.
 * **Differs from the papers**
 * - The cost is the priced traffic itself (unicast or multicast trees, exact), not a bounding box.
 * - Part of the proposals aims beside a neighbour in the traffic; the rest in the range window.
 * - Temperature and range fall geometrically over a number of exchanges that is known at the start, not by
 *   the share accepted: so the time is known, and the part done. They end ten times as warm.
 * - The temperature of balance is found from trial exchanges, not from a model of their costs.
 * - Acceptance compares with a table of -ln(u), so that no engine's `exp` decides.
 *
 * Cost: effort * 100 * clusters^(4/3) exchanges, 150 ns each on a mesh with eight neighbours a cluster.
 * Requires a legal placement; guarantees a legal one that is never dearer, the same for the same
 * seed. More effort is a longer schedule, not a continuation of a shorter one.
 */
import { raw } from '@nmap/kernels';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { directedOption, effortOption, evaluationsOption } from '../../place/common/options.ts';
import { isLeastCost } from '../../place/common/least-cost.ts';
import { placementCost } from '../../place/common/placement-cost.ts';
import { createSwapCost } from '../../place/common/create-swap-cost.ts';
import { bestOf } from '../best-of.ts';
import { anneal as annealPlacement } from './anneal.ts';

export const anneal = definePass({
  name: 'refine/anneal',
  summary: 'simulated annealing on the priced traffic, trees included',
  paper: 'Betz & Rose, FPL 1997 (VPR), doi:10.1007/3-540-63465-7_226',
  from: 'placed',
  to: 'placed',
  options: z.strictObject({
    effort: effortOption(
      1000,
      'exchanges proposed in all = effort * 100 * max(512, clusters^(4/3)), at most effort * 10^8, fewer where each weighs very many nets',
    ),
    heat: z
      .number()
      .min(0)
      .max(100)
      .default(8)
      .describe(
        'first temperature, in temperatures at which the placement given would neither gain nor lose; 0 = hill climbing',
      ),
    directed: directedOption(0.75),
    evaluations: evaluationsOption('as effort says').describe(
      'exchanges weighed in all, whatever the effort; 0: as effort says',
    ),
  }),
  run(input, options, ctx) {
    const { clustered } = input;
    const before = placementCost(clustered, raw(input.coreOf));
    // Without the tables that exchanges need, which are as large as the chip.
    if (isLeastCost(clustered, before)) {
      ctx.stat('proposals', 0);
      ctx.stat('accepted', 0);
      return input;
    }
    const cost = createSwapCost(clustered, raw(input.coreOf));
    const result = annealPlacement(clustered, cost, options, ctx.rng, watchOf(ctx));
    ctx.stat('proposals', result.proposals);
    ctx.stat('accepted', result.accepted);
    return bestOf(input, before, result.coreOf, result.cost, makePlaced);
  },
});
