import { PLAIN_LINK_KINDS, type Topology } from '@nmap/ir';

/**
 * Everything that a mapping makes happen in the window, as exact integers (held in doubles:
 * exact up to 2^53). Energies and latencies are computed from these and from nothing else.
 */
export interface Counts {
  /** Steps of the window = round(duration / time step), at least 1. */
  steps: number;
  /** Neurons on the chip. */
  neurons: number;
  /** Their spikes. */
  spikes: number;
  /** Steps in which a neuron on the chip spikes: its spikes, but at most the window's steps. */
  spikingSteps: number;
  /** Spikes of external neurons. */
  externalSpikes: number;
  /** Spikes of the source, once per synapse onto a neuron on the chip, multapses counted. */
  synapticEvents: number;
  /** Spikes times distinct other parts reached, the port being a part: `interCorePackets`. */
  packets: number;
  /** Spikes of neurons that reach any other part: one multicast each. */
  trees: number;
  /** Spikes of neurons on the chip with a target on their own core. */
  localDeliveries: number;
  /** Spikes of the source, once per synapse between two parts, multapses counted. */
  cutSpikes: number;
  /** Packets without a way to their destination, because of dead links; they have no hops. */
  unreachablePackets: number;
  /** Routers visited: links crossed + 1 for each packet (unicast) or each tree. */
  routersVisited: number;
  /** hopsByClass[kind] = links crossed, by index into the topology's `linkKinds`. */
  readonly hopsByClass: Float64Array;
  /** linkLoads[link] = packets over it. */
  readonly linkLoads: Float64Array;
  /** Cores that hold a neuron; tiles and chips that hold such a core. */
  usedCores: number;
  usedTiles: number;
  usedChips: number;
}

/** All zero. @param linkCount links to count by themselves. */
export function emptyCounts(
  linkCount: number,
  { linkKinds }: Pick<Topology, 'linkKinds'> = { linkKinds: PLAIN_LINK_KINDS },
): Counts {
  return {
    steps: 0,
    neurons: 0,
    spikes: 0,
    spikingSteps: 0,
    externalSpikes: 0,
    synapticEvents: 0,
    packets: 0,
    trees: 0,
    localDeliveries: 0,
    cutSpikes: 0,
    unreachablePackets: 0,
    routersVisited: 0,
    hopsByClass: new Float64Array(linkKinds.length),
    linkLoads: new Float64Array(linkCount),
    usedCores: 0,
    usedTiles: 0,
    usedChips: 0,
  };
}

/** Links crossed, of all classes: `spikeHops`. */
export function spikeHops(counts: Counts): number {
  let sum = 0;
  for (const hops of counts.hopsByClass) sum += hops;
  return sum;
}

/** Packets over the busiest link. */
export function maxLinkLoad(counts: Counts): number {
  const { linkLoads } = counts;
  let most = 0;
  for (let link = 0; link < linkLoads.length; link++) if (linkLoads[link] > most) most = linkLoads[link]!;
  return most;
}
