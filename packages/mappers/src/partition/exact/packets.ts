import { NONE } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { reachesPort } from '../../limits/reaches-port.ts';

/** Packets between cores, from scratch: for every source, spikes times the distinct other cores of its targets; the port is one. */
export function packetsBetween(problem: Problem, clusterOf: Uint32Array): number {
  const { network } = problem;
  let packets = 0;
  for (let source = 0; source < network.vertexCount; source++) {
    const cores = new Set<number>();
    for (let e = network.outStart[source]; e < network.outStart[source + 1]; e++) {
      // The port is core NONE, where external neurons sit already.
      cores.add(clusterOf[network.outTarget[e]]);
    }
    cores.delete(network.external[source] === 1 ? NONE : clusterOf[source]);
    packets += network.spikes[source] * cores.size;
  }
  return packets;
}

/**
 * The least number of other cores that a source must reach, its port not counted: its targets and itself fill
 * so many of the largest cores.
 */
export function leastRemoteCores(problem: Problem, source: number): number {
  const { network, target } = problem;
  const largest = target.classes.reduce((most, { limits }) => Math.max(most, limits.neurons ?? Infinity), 0);
  const external = network.external[source] === 1;
  let together = external ? 0 : neuronsIn(network, source);
  for (let e = network.outStart[source]; e < network.outStart[source + 1]; e++) {
    const neuron = network.outTarget[e];
    if (network.external[neuron] === 0 && neuron !== source) together += neuronsIn(network, neuron);
  }
  return Math.max(0, Math.ceil(together / largest) - (external ? 0 : 1));
}

/** Packets that no clustering undercuts, from the neuron limit alone. */
export function packetBound(problem: Problem): number {
  const { network } = problem;
  let bound = 0;
  for (let source = 0; source < network.vertexCount; source++) {
    bound += network.spikes[source] * (leastRemoteCores(problem, source) + reachesPort(network, source));
  }
  return bound;
}
