import type { Network, Target } from '@nmap/ir';

/** The counts of a placement by their definitions, one synapse at a time: what a replay must come to. */
export interface Analytic {
  readonly packets: number;
  readonly cutSpikes: number;
  readonly synapseEvents: number;
  readonly localDeliveries: number;
  readonly spikeHops: number;
  readonly linkLoads: number[];
}

/** coreOf[neuron]; external neurons are taken to the port whatever it says. */
export function analytic(
  network: Network,
  target: Target,
  coreOf: ArrayLike<number>,
  scheme: 'unicast' | 'tree',
): Analytic {
  const port = target.coreCount;
  const homeOf = (neuron: number): number => (network.external[neuron] === 1 ? port : coreOf[neuron]);
  const tiles = target.tileOf as unknown as Uint32Array;
  const tileOf = (core: number): number => (core === port ? target.ioTile : tiles[core]);
  const linkLoads = Array.from({ length: target.topology.linkCount }, () => 0);
  const route = new Uint32Array(target.topology.maxHops);
  let packets = 0;
  let cutSpikes = 0;
  let synapseEvents = 0;
  let localDeliveries = 0;
  for (let source = 0; source < network.neuronCount; source++) {
    const spikes = network.spikes[source];
    const home = homeOf(source);
    const cores = new Set<number>();
    for (let e = network.outStart[source]; e < network.outStart[source + 1]; e++) {
      const core = homeOf(network.outTarget[e]);
      const events = spikes * (network.outMultiplicity?.[e] ?? 1);
      cores.add(core);
      if (core !== port) synapseEvents += events;
      if (core !== home) cutSpikes += events;
    }
    if (cores.delete(home) && home !== port) localDeliveries += spikes;
    packets += spikes * cores.size;
    const walked: number[] = [];
    for (const core of cores) {
      const length = target.topology.route(tileOf(home), tileOf(core), route);
      walked.push(...route.subarray(0, length));
    }
    for (const link of scheme === 'tree' ? new Set(walked) : walked) linkLoads[link] += spikes;
  }
  const spikeHops = linkLoads.reduce((sum, load) => sum + load, 0);
  return { packets, cutSpikes, synapseEvents, localDeliveries, spikeHops, linkLoads };
}
