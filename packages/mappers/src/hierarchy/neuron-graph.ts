/**
 * The finest level: one node per neuron of the chip, or per unit of neurons, one net per source with its
 * distinct targets and, unless it is external, itself; weight = its spikes.
 */
import { NONE } from '@nmap/kernels';
import type { Kernels, Network } from '@nmap/ir';
import { buildHypergraph, type Hypergraph } from './hypergraph.ts';
import { kernelsOfNodes } from './kernels-of-nodes.ts';

export interface NeuronGraph {
  readonly graph: Hypergraph;
  /** neuronOf[node] = vertex of the network; ascending. */
  readonly neuronOf: Uint32Array;
}

/**
 * External neurons have no node; what is left of a net of fewer than two nodes is no net. A unit weighs its neurons.
 * @param shared the network's kernels where some core stores them once.
 */
export function neuronGraph(network: Network, shared: Kernels | null = null): NeuronGraph {
  const { vertexCount, external, outStart, outTarget, spikes, fanIn, units } = network;
  const onto = units?.synapses ?? fanIn;
  const nodeOf = new Uint32Array(vertexCount);
  let nodeCount = 0;
  for (let neuron = 0; neuron < vertexCount; neuron++)
    if (external[neuron] === 0) nodeOf[neuron] = nodeCount++;
  const neuronOf = new Uint32Array(nodeCount);
  const nodeWeight = new Uint32Array(nodeCount).fill(1);
  const nodeSynapses = new Float64Array(nodeCount);
  const pinStart = new Uint32Array(vertexCount + 1);
  const pins = new Uint32Array(outTarget.length + nodeCount);
  const weight = new Float64Array(vertexCount);
  let pinCount = 0;
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    if (external[neuron] === 0) {
      const node = nodeOf[neuron];
      neuronOf[node] = neuron;
      nodeSynapses[node] = onto[neuron]!;
      if (units !== null) nodeWeight[node] = units.size[neuron]!;
      pins[pinCount++] = node;
    }
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
      if (external[outTarget[e]] === 0) pins[pinCount++] = nodeOf[outTarget[e]]!;
    }
    weight[neuron] = spikes[neuron]!;
    pinStart[neuron + 1] = pinCount;
  }
  const kernels =
    shared === null
      ? null
      : kernelsOfNodes(
          shared,
          nodeOf.map((node, neuron) => (external[neuron] === 1 ? NONE : node)),
          nodeCount,
        );
  return { graph: buildHypergraph(pinStart, pins, weight, nodeWeight, nodeSynapses, kernels), neuronOf };
}
