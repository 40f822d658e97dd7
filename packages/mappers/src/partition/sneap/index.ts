/**
 * partition/sneap: multilevel partitioning of the graph of neurons, where a synapse is an edge that weighs the spikes of its
 * source. Minimises the edge cut, that is F = the spikes over synapses between cores; packets between cores are another
 * objective, for which see partition/multilevel.
 *
 * **Source** S. Li, S. Guo, L. Zhang, Z. Kang, S. Wang, W. Shi, L. Wang, W. Xu, "SNEAP: A Fast and Efficient Toolchain
 * for Mapping Large-Scale Spiking Neural Network onto NoC-based Neuromorphic Platform", GLSVLSI 2020,
 * doi:10.1145/3386263.3406900, arXiv:2004.01639. Only its abstract was available; that its partitioner is METIS or like
 * it is **our reconstruction**: G. Karypis, V. Kumar, SIAM J. Sci. Comput. 20(1), 1998, doi:10.1137/S1064827595287997.
 * **Parameters** none are published; METIS: coarsening to 15 nodes a part, ten rounds of refinement, 3 % imbalance.
 * **Differs from the paper**
 *  - a multilevel partitioner of our own in place of METIS (`kway/plain-cycle.ts`); METIS itself where it is installed and asked for
 *    (`metis=gpmetis`), its parts made legal by the same rule;
 *  - the parts are ceil(n / N) cores under hard limits on neurons and synapses; limits on axons are kept afterwards: what does not
 *    fit its part joins the core that hears most of its sources, and where much does not, there are an eighth more parts;
 *  - its placement, simulated annealing on the average hop, is another pass (place/*, refine/anneal).
 * Cost O(m log n) and FM by rounds; memory (n + edges) x parts cells of a few bytes, at most 96 M, above which a level is not refined.
 * Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import type { Watch } from '../../watch/watch.ts';
import type { PassContext } from '../../pass.ts';
import type { Filling } from '../../limits/filling.ts';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { fillWithMoreParts } from '../../kway/fill-with-more-parts.ts';
import { plainCycle } from '../../kway/plain-cycle.ts';
import { planParts } from '../../kway/plan-parts.ts';
import { partitionByMetis } from './by-metis.ts';
import { synapseGraph } from './synapse-graph.ts';

const options = z.strictObject({
  nodesPerPart: z
    .int()
    .min(2)
    .max(1000)
    .default(15)
    .describe('Coarsening ends at so many nodes for each part (METIS: 15).'),
  rounds: z.int().min(0).max(100).default(10).describe('Rounds of FM on every level at most (METIS: 10).'),
  slack: z
    .number()
    .min(0)
    .max(1)
    .default(0.03)
    .describe('Share of neurons and synapses that the number of parts leaves free (METIS: 3 % imbalance).'),
  metis: z
    .enum(['none', 'gpmetis'])
    .default('none')
    .describe(
      'none: a multilevel partitioner of our own; gpmetis: the program of METIS, which has to be installed; nodesPerPart is its own then.',
    ),
});
export type SneapOptions = z.output<typeof options>;

/** Into as few parts as the counts ask for, more where the other limits need them. */
function fillParts(
  problem: Problem,
  filling: Filling,
  { nodesPerPart, rounds, slack, metis }: SneapOptions,
  ctx: PassContext,
  watch: Watch,
): void {
  const neurons = synapseGraph(problem);
  const { graph } = neurons;
  const fm = { rounds, seeds: 15, patience: 1, minGain: 0.001 };
  const cut = (atLeast: number) => {
    const plan = planParts(problem, graph, slack, atLeast);
    const part =
      metis === 'gpmetis'
        ? partitionByMetis(graph, plan.limits, rounds, ctx)
        : plainCycle(graph, plan.limits, { nodesPerPart, tries: 4, fm }, ctx.rng, watch);
    return { part, plan, wanted: plan.classOf.length };
  };
  fillWithMoreParts(problem, filling, neurons, cut, watch);
}

export const sneap = definePartitioner({
  name: 'partition/sneap',
  summary: 'Multilevel partitioning of the synapse graph by edge cut, as METIS does it (SNEAP).',
  paper: 'Li et al. 2020, doi:10.1145/3386263.3406900, arXiv:2004.01639 (our reconstruction)',
  ownRuleOnly: true,
  options,
  run({ problem, options, ctx, pack }) {
    const filling = pack((empty, watch) => fillParts(problem, empty, options, ctx, watch));
    ctx.stat('cut', synapseCut(problem.network, filling.tracker.clusterOf));
    return filling;
  },
});
