/**
 * Simulated annealing of a placement: random exchanges of two cores, worsening ones accepted
 * with a probability that falls as the temperature does.
 *
 * **Source** schedule of V. Betz, J. Rose, "VPR: A New Packing, Placement and Routing Tool for FPGA
 * Research", FPL 1997, doi:10.1007/3-540-63465-7_226; range limit after J. Lam, J.-M. Delosme,
 * "Performance of a New Annealing Schedule", DAC 1988, doi:10.1109/DAC.1988.14775.
 * **Differs from the paper**
 * - The cost is the priced traffic itself (unicast or multicast trees, exact), not a bounding box.
 * - Part of the proposals aims next to a neighbour in the traffic; the rest in the range window.
 * - Starts from the given placement, at a temperature taken from the costs of trial exchanges.
 * - Acceptance compares with a table of -ln(u), so that no engine's `exp` decides.
 * - Ends with a quench; the best placement after any temperature is what is returned.
 *
 * Cost: temperatures * effort * clusters^(4/3) * degree; about 100 ns for a proposal on a mesh.
 * Requires a legal placement; guarantees a legal one that is never dearer, the same for the same
 * seed. More effort is a longer schedule, not a continuation of a shorter one.
 */
import { raw } from '@nmap/kernels';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { createSwapCost } from '../../place/common/swap-cost.ts';
import { bestOf } from '../best-of.ts';
import { anneal as annealPlacement } from './anneal.ts';

export const anneal = definePass({
  name: 'refine/anneal',
  summary: 'simulated annealing on the priced traffic, trees included',
  paper: 'Betz & Rose, FPL 1997 (VPR schedule)',
  from: 'placed',
  to: 'placed',
  options: z.strictObject({
    effort: z
      .number()
      .positive()
      .max(1000)
      .default(1)
      .describe(
        'proposals per temperature = effort * max(512, clusters^(4/3)), fewer where each weighs very many nets',
      ),
    heat: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe(
        'first temperature, in standard deviations of the cost of a random exchange; 0 = quench only',
      ),
    rounds: z.int().min(1).max(100_000).default(500).describe('most temperatures'),
    directed: z
      .number()
      .min(0)
      .max(1)
      .default(0.75)
      .describe('part of the proposals that aim next to a neighbour in the traffic'),
  }),
  run(input, options, ctx) {
    const { clustered } = input;
    const cost = createSwapCost(clustered, raw(input.coreOf));
    const before = cost.total();
    const result = annealPlacement(clustered, cost, options, ctx);
    ctx.stat('temperatures', result.temperatures);
    ctx.stat('proposals', result.proposals);
    ctx.stat('accepted', result.accepted);
    return bestOf(input, before, result.coreOf, result.cost, makePlaced);
  },
});
