import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { flowGraph, type FlowGraph } from '../common/flow-graph.ts';

/**
 * The cluster graph with synapses in place of packets: how many lead from one cluster to another. Where no synapses are
 * listed, because the clusters were given or the network lies in units, every direction with traffic counts 1.
 */
export function synapseFlows(clustered: Clustered): FlowGraph {
  const flow = flowGraph(clustered.traffic.graph);
  const counts = synapsesBetween(clustered);
  const of = (from: number, to: number, packets: number): number =>
    packets === 0 ? 0 : (counts?.get(from * flow.clusterCount + to) ?? 1);
  const out = flow.out.slice();
  const into = flow.in.slice();
  const both = flow.both.slice();
  for (let cluster = 0; cluster < flow.clusterCount; cluster++) {
    for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) {
      out[e] = of(cluster, flow.neighbor[e], flow.out[e]);
      into[e] = of(flow.neighbor[e], cluster, flow.in[e]);
      both[e] = out[e] + into[e];
    }
  }
  return { ...flow, out, in: into, both };
}

function synapsesBetween({ problem, clusterOf: column, clusterCount, traffic }: Clustered) {
  const { network } = problem;
  if (traffic.kind === 'clusters' || network.units !== null) return null;
  const clusterOf = raw(column);
  const counts = new Map<number, number>();
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    const from = clusterOf[neuron];
    if (from === NONE) continue;
    for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
      const to = clusterOf[network.outTarget[e]];
      if (to === NONE || to === from) continue;
      const pair = from * clusterCount + to;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return counts;
}
