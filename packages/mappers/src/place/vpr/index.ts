/**
 * Simulated annealing from a random placement with VPR's adaptive schedule, as rig places on SpiNNaker. The engine is the
 * one annealer (`anneal/`); `refine/anneal` has a schedule of our own, from any start.
 *
 * **Source** V. Betz, J. Rose, "VPR: A New Packing, Placement and Routing Tool for FPGA Research", FPL 1997,
 * doi:10.1007/3-540-63465-7_226; range limit: J. Lam, J.-M. Delosme, "Performance of a new annealing schedule", DAC 1988; as
 * implemented in rig (project-rig/rig, `place/sa`). SNEAP (Li et al., GLSVLSI 2020) places by annealing, too, on the
 * average hop: `--objective hops`.
 * **Differs from rig**
 * - The cost is what the objective charges, exact, in place of weight * half perimeter * root of (sinks + 1).
 * - One cluster to a core: an exchange moves one cluster, or two; rig moves as many as make room.
 * - The changes that give the first temperature, 20 deviations, are sampled without being made.
 * - Acceptance compares with a table of -ln(u), so that no engine's `exp` decides. Clusters take turns.
 * - `evaluations` ends it early, as frozen as it then is; the best placement met is returned, not the last.
 *
 * Minimises whatever the objective charges a placement. Cost: temperatures * effort * clusters^1.33 exchanges. Requires
 * nothing; guarantees a legal placement, the same for the same seed.
 */
import { NONE, exp, log, type Rng } from '@nmap/kernels';
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { anneal } from '../../anneal/anneal.ts';
import { watchOf } from '../../watch/watch.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { ExchangeKernel } from '../common/exchange-kernel.ts';
import { ExchangeProposals } from '../common/exchange-proposals.ts';
import { exchangeWork } from '../common/exchange-work.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { directedOption, effortOption, evaluationsOption } from '../common/options.ts';
import { coreSites } from '../common/sites.ts';
import { atRandom } from '../common/starts.ts';
import { deviationOf, vprTemperatures } from './schedule.ts';

/** First temperature, in deviations of the changes. */
const DEVIATIONS = 20;
/** Exchanges at a temperature: clusters to this power. */
const POWER = 1.33;
/** Temperatures at most: at the slowest cooling there is, a span that no cost has. */
const MOST_TEMPERATURES = 2000;

export const vpr = definePass({
  name: 'place/vpr',
  summary: "simulated annealing from a random placement, with VPR's schedule",
  paper: 'Betz & Rose, FPL 1997 (VPR), doi:10.1007/3-540-63465-7_226, as in rig',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    effort: effortOption(10_000, 'exchanges proposed at each temperature = effort * clusters^1.33'),
    evaluations: evaluationsOption('until it is frozen, as published'),
    directed: directedOption(0, '; rig has none'),
  }),
  run(clustered, options, ctx) {
    const { target } = clustered.problem;
    const kernel = kernelOf(clustered, atRandom(clustered, ctx.rng), options.directed, ctx.rng);
    const n = clustered.clusterCount;
    if (n === 0 || target.coreCount < 2 || kernel.cost === 0) return makePlaced(clustered, kernel.kept);
    const sampled = kernel.sample(n);
    const usual = Math.max(1, Math.floor(options.effort * exp(POWER * log(n))));
    const left = options.evaluations === 0 ? Infinity : Math.max(1, options.evaluations - sampled.length);
    const proposals = Math.min(usual, left);
    const steps = Math.max(1, Math.min(MOST_TEMPERATURES, Math.floor(left / proposals)));
    const result = anneal(
      kernel,
      {
        steps,
        proposals,
        temperatures: vprTemperatures({
          hot: DEVIATIONS * deviationOf(sampled),
          nets: netsWithTraffic(clustered),
          widest: kernel.widest,
        }),
        workOfProposal: exchangeWork(clustered),
      },
      watchOf(ctx),
    );
    ctx.stat('accepted', result.accepted);
    return makePlaced(clustered, kernel.kept);
  },
});

function kernelOf(clustered: Clustered, start: Uint32Array, directed: number, rng: Rng) {
  const cost = createSwapCost(clustered, start);
  const { target } = clustered.problem;
  const flow = flowGraph(clustered.traffic.graph);
  const proposals = new ExchangeProposals(coreSites(target), flow, cost, target, { directed, rng });
  return Object.assign(new ExchangeKernel(cost, proposals, rng), { widest: proposals.widest });
}

/** Nets of two members at least, with packets. */
function netsWithTraffic({ traffic: { nets } }: Clustered): number {
  let count = 0;
  for (let net = 0; net < nets.netCount; net++) {
    const pins = nets.start[net + 1] - nets.start[net];
    const alone = pins === 1 && nets.pins[nets.start[net]] === nets.source[net] && nets.source[net] !== NONE;
    if (pins > 0 && !alone && nets.weight[net] > 0) count++;
  }
  return count;
}
