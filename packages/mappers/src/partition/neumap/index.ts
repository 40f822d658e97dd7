/**
 * partition/neumap: sub-networks of adjacent layers, partitioned one after the other: the first two layers together, then
 * every next layer by what it hears from the one before, whose neurons stay where they are. Minimises the packets into
 * each sub-network.
 *
 * **Source** C. Xiao, J. Chen, L. Wang, "Optimal Mapping of Spiking Neural Network to Neuromorphic Hardware for Edge-AI",
 * Sensors 22(19):7248, 2022, doi:10.3390/s22197248. Only its abstract was available: communication is computed instead of
 * simulated, adjacent layers are divided into sub-networks, which are partitioned under the limits of the hardware; the
 * steps are **our reconstruction**.
 * **Parameters** none are published; the multilevel cycle has those of METIS.
 * **Differs from the paper**
 *  - spikes are those of the network file, measured or computed before;
 *  - layers are the longest ways from the inputs, recurrent components collapsed; a recurrent network is one sub-network;
 *  - of a multilevel partition and the neurons dealt in order, the one of fewer packets is taken;
 *  - what does not fit its part by a limit on axons joins the core that hears most of its sources;
 *  - its placement, a search in windows of cores, is another pass.
 * Cost O(m log n) and FM. Requires nothing; guarantees every limit. Needs more cores than others where layers fill theirs badly.
 */
import { z } from 'zod';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Filling } from '../../limits/filling.ts';
import type { PassContext } from '../../pass.ts';
import { connectivity, extract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { layersOf } from '../../limits/layers.ts';
import { dealInOrder } from '../../kway/initial.ts';
import { legalise } from '../../kway/legalise.ts';
import { plainCycle } from '../../kway/plain-cycle.ts';
import { planParts } from '../../kway/plan-parts.ts';

const FM = { rounds: 10, seeds: 15, patience: 1, minGain: 0.001 };
const CYCLE = { nodesPerPart: 15, tries: 4, fm: FM };

function fillByLayers(
  problem: Problem,
  filling: Filling,
  layers: number,
  ctx: PassContext,
  watch: Watch,
): void {
  const { graph, neuronOf } = neuronGraph(problem.network, sharedKernelsOf(problem));
  const layer = layersOf(problem.network);
  const layerCount = neuronOf.reduce((most, neuron) => Math.max(most, layer[neuron] + 1), 0);
  let networks = 0;
  for (let first = 0; first < layerCount;) {
    // The layer before is placed already: a later sub-network has it in common with the one before.
    const end = Math.min(layerCount, first + (first === 0 ? layers : Math.max(1, layers - 1)));
    const inside = neuronOf.map((neuron) => (layer[neuron] >= first && layer[neuron] < end ? 1 : 0));
    partitionSubnetwork(extract(graph, inside, 1));
    networks++;
    if (watch.isOver) return;
    first = end;
  }
  ctx.stat('subnetworks', networks);

  function partitionSubnetwork({
    graph: part,
    nodes,
  }: {
    readonly graph: Hypergraph;
    readonly nodes: Uint32Array;
  }): void {
    const plan = planParts(problem, part, 0);
    if (plan.classOf.length === 0) return;
    const found = plainCycle(part, plan.limits, CYCLE, ctx.rng, watch);
    // Where layers are dense no single move saves a packet, and the order of the neurons is the better start.
    const dealt = dealInOrder(part, plan.limits.maxWeight);
    const partCount = plan.classOf.length;
    const isDealtBetter = connectivity(part, dealt, partCount) < connectivity(part, found, partCount);
    const partOf = isDealtBetter ? dealt : found;
    const neurons = { graph: part, neuronOf: nodes.map((node) => neuronOf[node]) };
    legalise(filling, neurons, { part: partOf, plan }, watch);
  }
}

export const neumap = definePartitioner({
  name: 'partition/neumap',
  summary: 'Sub-networks of adjacent layers, partitioned one after the other (NeuMap).',
  paper: 'Xiao et al. 2022, doi:10.3390/s22197248 (our reconstruction)',
  ownRuleOnly: true,
  options: z.strictObject({
    layers: z
      .int()
      .min(1)
      .max(1000)
      .default(2)
      .describe(
        'Adjacent layers of the first sub-network; every later one adds a layer less to those before (2: one).',
      ),
  }),
  run: ({ problem, options: { layers }, ctx, pack }) =>
    pack((filling, watch) => fillByLayers(problem, filling, layers, ctx, watch)),
});
