/**
 * Time of one step on a chip whose cores wait for each other at a barrier:
 *
 *     max over cores of max(generation, processing) + slowest packet + barrier
 *     generation = neurons * neuronStepNs + spikes * neuronSpikeNs + packets sent * packetInjectionNs
 *     processing = packets received * packetReceiveNs + synaptic events * synapseEventNs
 *     slowest packet = links of its route by class * hopNs + routers of its route * routerNs
 *
 * Packets to the own core are sent and received like others, over no link. The i/o
 * port has no time of its own. Without hop and router times this is the "simple"
 * timing of SANA-FE. No waiting for busy links: a lower bound on a loaded network.
 *
 * **Source** J. A. Boyle et al., "SANA-FE: Simulating Advanced Neuromorphic
 * Architectures for Fast Exploration", IEEE TCAD 44(8), 2025. **Differs**: the
 * slowest packet is added, so that distance counts.
 */
import type { LatencyConstants } from '@nmap/ir';

/** The constants as plain numbers, ns; unknown ones are 0 here and named by `missingLatency`. */
export interface StepNs {
  readonly neuronStep: number;
  readonly neuronSpike: number;
  readonly synapseEvent: number;
  readonly packetInjection: number;
  readonly packetReceive: number;
  readonly router: number;
  /** hop[linkClass], by index into LINK_CLASSES. */
  readonly hop: Float64Array;
  readonly barrier: number;
}

/** By index into LINK_CLASSES. */
export const HOP_LATENCY_KEYS = [
  'hopEastWestNs',
  'hopNorthSouthNs',
  'hopDiagonalNs',
  'hopTreeNs',
  'hopChipNs',
] as const;

export function stepNsOf(latency: LatencyConstants): StepNs {
  const known = (key: keyof LatencyConstants): number => latency[key].value ?? 0;
  return {
    neuronStep: known('neuronStepNs'),
    neuronSpike: known('neuronSpikeNs'),
    synapseEvent: known('synapseEventNs'),
    packetInjection: known('packetInjectionNs'),
    packetReceive: known('packetReceiveNs'),
    router: known('routerNs'),
    hop: Float64Array.from(HOP_LATENCY_KEYS, known),
    barrier: known('barrierNs'),
  };
}

/** What the cores do in a step; columns by core. */
export interface StepLoads {
  /** Neurons on the core. */
  readonly neurons: ArrayLike<number>;
  readonly spikes: Float64Array;
  /** Packets, those to the own core included. */
  readonly sent: Float64Array;
  readonly received: Float64Array;
  /** Synaptic events. */
  readonly events: Float64Array;
}

/** max(generation, processing) of one core. */
export function coreStepNs(ns: StepNs, loads: StepLoads, core: number): number {
  const generation =
    loads.neurons[core] * ns.neuronStep +
    loads.spikes[core] * ns.neuronSpike +
    loads.sent[core] * ns.packetInjection;
  const processing = loads.received[core] * ns.packetReceive + loads.events[core] * ns.synapseEvent;
  return generation > processing ? generation : processing;
}

/** A packet over `hops[linkClass]` links and the routers between and around them. */
export function packetNs(ns: StepNs, hops: Float64Array): number {
  let links = 0;
  let time = 0;
  for (let linkClass = 0; linkClass < hops.length; linkClass++) {
    links += hops[linkClass];
    time += hops[linkClass] * ns.hop[linkClass];
  }
  return time + (links + 1) * ns.router;
}
