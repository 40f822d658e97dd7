import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { buildHypergraph } from '../../hierarchy/hypergraph.ts';
import { neuronGraph, type NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';

/**
 * One node per neuron of the chip, one net of two pins for each pair of neurons with synapses between them; it weighs the
 * spikes over these, both ways. So connectivity of a partition is its edge cut.
 */
export function synapseGraph(problem: Problem): NeuronGraph {
  const { network } = problem;
  const { vertexCount, external, outStart, outTarget, outMultiplicity, spikes } = network;
  const { graph, neuronOf } = neuronGraph(network, sharedKernelsOf(problem));
  const nodeOf = new Uint32Array(vertexCount).fill(NONE);
  for (let node = 0; node < neuronOf.length; node++) nodeOf[neuronOf[node]] = node;
  const most = outTarget.length;
  const pins = new Uint32Array(2 * most);
  const weight = new Float64Array(most);
  let edges = 0;
  for (let source = 0; source < vertexCount; source++) {
    if (external[source] === 1 || spikes[source] === 0) continue;
    for (let e = outStart[source]; e < outStart[source + 1]; e++) {
      const target = outTarget[e];
      if (external[target] === 1 || target === source) continue;
      pins[2 * edges] = nodeOf[source]!;
      pins[2 * edges + 1] = nodeOf[target]!;
      weight[edges++] = spikes[source] * (outMultiplicity === null ? 1 : outMultiplicity[e]);
    }
  }
  const pinStart = Uint32Array.from({ length: edges + 1 }, (_, edge) => 2 * edge);
  const { nodeWeight, nodeSynapses, kernels } = graph;
  return {
    graph: buildHypergraph(
      pinStart,
      pins.slice(0, 2 * edges),
      weight.slice(0, edges),
      nodeWeight,
      nodeSynapses,
      kernels,
    ),
    neuronOf,
  };
}
