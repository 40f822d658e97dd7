/**
 * partition/multisection: global multisection along the chip's own hierarchy, straight from neurons. The neurons are cut into as many
 * parts as the dearest links join, then each part by itself into as many as the next dearest join, down to tiles and their cores.
 * Minimises, level by level, the spikes times parts that they reach beyond their own; which core a part was cut for is handed on.
 *
 * **Source** C. Schulz, H. Woydt, "Shared-Memory Hierarchical Process Mapping", ACDA 2025,
 * doi:10.1137/1.9781611978759.2, arXiv:2504.01726 (SharedMap), after M. von Kirchbach, C. Schulz, J. L. Traeff, "Better
 * Process Mapping and Sparse Quadratic Assignment", ACM JEA 25, 2020, doi:10.1145/3409667 (global multisection).
 * **Differs from the papers**
 * - Hypergraphs of spikes in place of graphs: a spike that several neurons of a part hear crosses once.
 * - A cut is a multilevel cycle of our own (`kway/plain-cycle.ts`) from several starts, the best annealed, in place of KaHIP or Mt-KaHyPar.
 * - A part's limits are what its cores hold of neurons and synapses. The room that is left over is shared out over the levels
 *   below, anew for every part (their adaptive imbalance). No more parts are used than the network needs: the papers fill all;
 *   their cores are dealt part after part or evenly, and the cheaper of both cuts is taken.
 * - Limits on axons and cores reached are kept afterwards (`kway/legalise.ts`); where they leave neurons over, all is cut again for an
 *   eighth more cores.
 * - Parts of a grid count as equally far from each other, as below a router.
 *
 * Cost: levels of the hierarchy x starts x a multilevel cycle, O(levels starts m log n).
 * Requires nothing; guarantees every limit, and the same clusters for the same seed.
 */
import { asColumn, raw } from '@nmap/kernels';
import type { Clustered, ClusterId, CoreId, Problem } from '@nmap/ir';
import { z } from 'zod';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import type { Filling } from '../../limits/filling.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { refuseBlocks } from '../../limits/refuse-blocks.ts';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import { neuronGraph, type NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { fillWithMoreParts } from '../../kway/fill-with-more-parts.ts';
import { planParts } from '../../kway/plan-parts.ts';
import { definePass, type PassContext } from '../../pass.ts';
import type { Watch } from '../../watch/watch.ts';
import { cutAlongHierarchy, type Cut } from './cut-along-hierarchy.ts';
import { proposeCores } from './propose-cores.ts';

/** Where cores are to be filled evenly, they may be so much fuller than the average. */
const UNEVEN = 0.1;

const NAME = 'partition/multisection';

const options = z.strictObject({
  starts: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe('Multilevel cycles for every cut, the one with the fewest crossing spikes is kept.'),
  sweeps: z
    .int()
    .min(0)
    .max(100_000)
    .default(800)
    .describe(
      'Moves and exchanges proposed for every neuron when the best cut is annealed; 0 = not at all. Fewer above 37,500 pins.',
    ),
  slack: z
    .number()
    .min(0)
    .max(1)
    .default(0.02)
    .describe('Share of neurons and synapses that the number of cores leaves free where the chip has room.'),
});
export type MultisectionOptions = z.output<typeof options>;

export function partitionMultisection(
  problem: Problem,
  chosen: MultisectionOptions,
  ctx: PassContext,
): Clustered {
  refuseBlocks(problem, NAME);
  const neurons = neuronGraph(problem.network, sharedKernelsOf(problem));
  let own: { readonly filling: Filling; readonly cut: Cut } | null = null;
  const filling = clusterLegally(problem, NAME, ctx, (empty, watch) => {
    const cut = fillCores(problem, empty, neurons, chosen, ctx, watch);
    own = cut === null ? null : { filling: empty, cut };
  });
  const clustered = toClustered(problem, filling);
  const made = own as { readonly filling: Filling; readonly cut: Cut } | null;
  if (made === null || made.filling !== filling) return clustered;
  ctx.stat('levels', made.cut.levels);
  ctx.stat('connectivity', connectivityOf(clustered, neurons));
  const coreOf = proposeCores(clustered, neurons, made.cut);
  return { ...clustered, proposedCoreOf: asColumn<ClusterId, CoreId>(coreOf) };
}

/** For as few cores as the counts ask for, more where the other limits need them. */
function fillCores(
  problem: Problem,
  filling: Filling,
  neurons: NeuronGraph,
  chosen: MultisectionOptions,
  ctx: PassContext,
  watch: Watch,
): Cut | null {
  const { graph } = neurons;
  const cutFor = (atLeast: number) => {
    const wanted = planParts(problem, graph, chosen.slack, atLeast).classOf.length;
    const mostNeurons = atLeast === 1 ? Infinity : evenShare(neurons, wanted, chosen.slack);
    const cut = cutAlongHierarchy(problem, graph, { ...chosen, wanted, mostNeurons }, ctx.rng, watch);
    return { cut, part: cut.part, plan: { classOf: cut.classOf }, wanted };
  };
  return fillWithMoreParts(problem, filling, neurons, cutFor, watch)?.cut ?? null;
}

/** A little above the average of so many cores, and room for the largest node. */
function evenShare({ graph }: NeuronGraph, cores: number, slack: number): number {
  const largest = graph.nodeWeight.reduce((most, weight) => Math.max(most, weight), 0);
  return Math.max(largest, Math.ceil((graph.totalWeight / cores) * (1 + Math.max(slack, UNEVEN))));
}

function connectivityOf({ clusterOf, clusterCount }: Clustered, { graph, neuronOf }: NeuronGraph): number {
  const homes = raw(clusterOf);
  return connectivity(
    graph,
    neuronOf.map((neuron) => homes[neuron]),
    clusterCount,
  );
}

export const multisection = definePass({
  name: NAME,
  summary: 'Cuts the neurons along the tree, boards and chips, the dearest links first, down to cores.',
  paper: 'Schulz & Woydt, ACDA 2025 (SharedMap), doi:10.1137/1.9781611978759.2',
  from: 'lowered',
  to: 'clustered',
  options,
  run: ({ problem }, chosen, ctx) => partitionMultisection(problem, chosen, ctx),
});
