import { NONE, raw } from '@nmap/kernels';
import { grouped } from '../lower/diagnostics.ts';
import type { Clustered } from '../stages.ts';
import type { Faults } from './faults.ts';

/**
 * Checks that the traffic says what the network says (E4108): for every source cluster,
 * and for the i/o port, the packets to every other cluster, as summed from the neurons, from
 * the graph and from the nets. A packet: one spike to one other cluster with a target.
 * Assumes a legal `clusterOf`; `members[cluster]` = its neurons.
 */
export function verifyTraffic(
  clustered: Clustered,
  members: readonly (readonly number[])[],
  faults: Faults,
): void {
  const { problem, clusterCount, traffic } = clustered;
  const { external, neuronCount } = problem.network;
  const { graph, nets } = traffic;
  const port = clusterCount;
  const netsOf: number[][] = Array.from({ length: clusterCount + 1 }, () => []);
  for (let net = 0; net < nets.netCount; net++) {
    netsOf[nets.source[net] === NONE ? port : nets.source[net]].push(net);
  }
  const outside: number[] = [];
  for (let u = 0; u < neuronCount; u++) if (external[u] !== 0) outside.push(u);

  // packets[cluster], the port last.
  for (let source = 0; source <= clusterCount; source++) {
    const fromNetwork = packetsOf(clustered, source === port ? outside : members[source], source);
    const fromGraph = new Float64Array(clusterCount + 1);
    const fromNets = new Float64Array(clusterCount + 1);
    if (source === port) {
      fromGraph.set(graph.fromPort);
    } else {
      for (let e = graph.start[source]; e < graph.start[source + 1]; e++) {
        fromGraph[graph.target[e]] += graph.weight[e];
      }
      fromGraph[port] = graph.toPort[source]!;
    }
    for (const net of netsOf[source]) {
      for (let p = nets.start[net]; p < nets.start[net + 1]; p++) {
        const pin = nets.pins[p];
        fromNets[pin === NONE ? port : pin] += nets.weight[net];
      }
    }
    for (let cluster = 0; cluster <= clusterCount; cluster++) {
      const need = fromNetwork[cluster];
      compare('graph', fromGraph[cluster], need, source, cluster);
      compare('nets', fromNets[cluster], need, source, cluster);
    }
  }

  function compare(name: string, have: number, need: number, source: number, cluster: number): void {
    if (have === need) return;
    const ends = [source, cluster].map((end) => (end === port ? 'the i/o port' : `cluster ${end}`));
    faults.add({
      code: 'E4108',
      where: `traffic.${name}, ${ends[0]} to ${ends[1]}`,
      message: `says ${grouped(have)} packets, the network sends ${grouped(need)}.`,
      have,
      need,
      unit: 'packets',
    });
  }
}

/** packets[cluster] sent by these neurons to the clusters other than `source`; the port last. */
export function packetsOf(clustered: Clustered, neurons: readonly number[], source: number): Float64Array {
  const { network } = clustered.problem;
  const { clusterCount } = clustered;
  const clusterOf = raw(clustered.clusterOf);
  const packets = new Float64Array(clusterCount + 1);
  for (const u of neurons) {
    for (const cluster of destinationsOf(network.outStart, network.outTarget, clusterOf, clusterCount, u)) {
      if (cluster !== source) packets[cluster] += network.spikes[u];
    }
  }
  return packets;
}

/** Distinct clusters of a neuron's targets, its own included; external targets are the number clusterCount. */
export function destinationsOf(
  outStart: Uint32Array,
  outTarget: Uint32Array,
  clusterOf: Uint32Array,
  clusterCount: number,
  neuron: number,
): Set<number> {
  const destinations = new Set<number>();
  for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
    destinations.add(Math.min(clusterOf[outTarget[e]], clusterCount));
  }
  return destinations;
}
