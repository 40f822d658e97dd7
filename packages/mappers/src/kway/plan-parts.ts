/**
 * How many parts, of which class, with which limits: the counting bounds over neurons and
 * synapses, a little slack for the search, and never more cores than there are. Where neurons come in units, cores
 * that no set of units fills leave more free ({@link fewestBins}).
 */
import type { Problem } from '@nmap/ir';
import { CoreSupply } from '../limits/core-supply.ts';
import { mostStored } from '../limits/most-stored.ts';
import { fewestBins } from './fewest-bins.ts';
import { kernelGroups } from './kernel-groups.ts';
import type { Hypergraph } from '../hierarchy/hypergraph.ts';
import type { PartLimits } from './state.ts';

export interface Plan {
  readonly limits: PartLimits;
  /** classOf[part]. */
  readonly classOf: Uint32Array;
}

/**
 * The fewest cores, roomiest class first, that leave `slack` of their neurons and
 * synapses free, but at least `atLeast`. Where the chip has too few, it is all of them.
 */
export function planParts(problem: Problem, graph: Hypergraph, slack: number, atLeast = 1): Plan {
  const supply = new CoreSupply(problem);
  const synapses = leastStored(graph);
  // Whole units only: eight neurons fill two cores of four, without a third for two per cent of slack.
  const neuronsWanted = graph.totalWeight + Math.floor(slack * graph.totalWeight);
  const synapsesWanted = synapses + Math.floor(slack * synapses);
  const packed = fewestBins(graph.nodeWeight, roomiestFirst(problem));
  const partsWanted = Math.max(atLeast, packed + Math.floor(slack * packed), partsOfKernels(problem, graph));
  const classOf: number[] = [];
  const weights: number[] = [];
  const bundles: number[] = [];
  let neuronRoom = 0;
  let synapseRoom = 0;
  for (const classId of supply.order) {
    const { limits } = problem.target.classes[classId];
    const neurons = limits.neurons ?? Infinity;
    const bundle = mostStored(limits);
    while (
      supply.has(classId) &&
      classOf.length < graph.nodeCount &&
      (neuronRoom < neuronsWanted || synapseRoom < synapsesWanted || classOf.length < partsWanted)
    ) {
      supply.take(classId);
      classOf.push(classId);
      weights.push(neurons);
      bundles.push(bundle);
      neuronRoom += neurons;
      synapseRoom += bundle;
    }
  }
  // More parts than the counts ask for: spread evenly, so that the limits not counted here have room as well.
  if (classOf.length === atLeast && atLeast > 1) {
    const largest = graph.nodeWeight.reduce((most, weight) => Math.max(most, weight), 0);
    const even = Math.max(largest, Math.ceil((graph.totalWeight / atLeast) * (1 + Math.max(slack, 0.1))));
    for (let part = 0; part < weights.length; part++) weights[part] = Math.min(weights[part], even);
    const room = weights.reduce((sum, weight) => sum + weight, 0);
    if (room < graph.totalWeight)
      for (const [part, id] of classOf.entries())
        weights[part] = problem.target.classes[id].limits.neurons ?? Infinity;
  }
  return {
    limits: {
      maxWeight: Float64Array.from(weights),
      maxSynapses: Float64Array.from(bundles),
      sharesKernels: Uint8Array.from(classOf, (id) =>
        problem.target.classes[id].sharedKernels === true ? 1 : 0,
      ),
    },
    classOf: Uint32Array.from(classOf),
  };
}

/**
 * Neurons that cores leave free where they store kernels: whoever has room for a node may have none for its kernel. On three
 * layers of convolutions of which a core stores half the channels, 2 % ended 45 % above 4 %, and 10 % 4 % below.
 */
const SLACK_OF_KERNELS = 0.04;

/** So many that every group of kernels which fits a core has cores of its own; 0 where kernels are not shared. */
function partsOfKernels(problem: Problem, graph: Hypergraph): number {
  if (graph.kernels === null) return 0;
  const supply = new CoreSupply(problem);
  const limitsOf = supply.order.map((classId) => problem.target.classes[classId].limits);
  const room = Math.min(...limitsOf.map(({ neurons }) => neurons ?? Infinity));
  const most = Math.min(...limitsOf.map(mostStored));
  if (most === Infinity || room === Infinity) return 0;
  const { weight } = kernelGroups(graph, most);
  const apart = weight.reduce((sum, neurons) => sum + Math.ceil(neurons / room), 0);
  return Math.max(apart, Math.ceil((graph.totalWeight * (1 + SLACK_OF_KERNELS)) / room));
}

/** Neurons of every core there is, in the order that they are taken. */
function* roomiestFirst(problem: Problem): Generator<number> {
  const supply = new CoreSupply(problem);
  for (const classId of supply.order) {
    for (; supply.has(classId); supply.take(classId))
      yield problem.target.classes[classId].limits.neurons ?? Infinity;
  }
}

/** Synapses of all nodes, or, where kernels are shared, the weights that one core for all would store. */
function leastStored({ nodeCount, nodeSynapses, kernels }: Hypergraph): number {
  let sum = 0;
  if (kernels === null) {
    for (let node = 0; node < nodeCount; node++) sum += nodeSynapses[node];
    return sum;
  }
  for (let node = 0; node < nodeCount; node++) sum += kernels.listed[node];
  for (const kernel of new Set(kernels.kernel)) sum += kernels.entries[kernel];
  return sum;
}
