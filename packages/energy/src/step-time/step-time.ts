/**
 * Time of one step on a chip whose cores wait for each other at a barrier:
 *
 *     max(slowest core, busiest link) + slowest packet + barrier
 *     core = max(generation, processing)
 *     generation = neurons * neuronStepNs + spikes * neuronSpikeNs + packets sent * packetInjectionNs
 *     processing = packets received * packetReceiveNs + synaptic events * synapseEventNs
 *     link = packets over it * hopNs of its class
 *     slowest packet = links of its route by class * hopNs + routers of its route * routerNs
 *
 * Packets to the own core are sent and received like others, over no link. The i/o
 * port has no time of its own. Without hop and router times this is the "simple"
 * timing of SANA-FE, its barrier by tiles in use included.
 *
 * **Source** J. A. Boyle et al., "SANA-FE: Simulating Advanced Neuromorphic
 * Architectures for Fast Exploration", IEEE TCAD 44(8), 2025. **Differs**: the
 * slowest packet is added, so that distance counts; a link passes one packet in the time of its hop, so that
 * a loaded one can be what a step waits for. No queues: a lower bound on a loaded network.
 */
import { LATENCY_TERMS, hopPricesOf, type LatencyConstants, type Target, type Topology } from '@nmap/ir';

/** The constants as plain numbers, ns; unknown ones are 0 here and named by `missingLatency`. */
export interface StepNs {
  readonly neuronStep: number;
  readonly neuronSpike: number;
  readonly synapseEvent: number;
  readonly packetInjection: number;
  readonly packetReceive: number;
  readonly router: number;
  /** hop[kind], by index into the topology's `linkKinds`. */
  readonly hop: Float64Array;
  /** By tiles in use: [tiles, ns] rising; the last with at most so many tiles decides. */
  readonly barrier: readonly (readonly [tiles: number, ns: number])[];
}

export function stepNsOf({ latency, topology }: Pick<Target, 'latency' | 'topology'>): StepNs {
  const known = (key: keyof LatencyConstants): number => latency[key].value ?? 0;
  return {
    neuronStep: known('neuronStepNs'),
    neuronSpike: known('neuronSpikeNs'),
    synapseEvent: known('synapseEventNs'),
    packetInjection: known('packetInjectionNs'),
    packetReceive: known('packetReceiveNs'),
    router: known('routerNs'),
    hop: Float64Array.from(
      hopPricesOf(LATENCY_TERMS, latency, topology.linkKinds),
      ({ value }) => value ?? 0,
    ),
    barrier: latency.barrierNs.byTiles ?? [[0, known('barrierNs')]],
  };
}

/** What a search charges of work that comes with spikes, for a step in which more of them come than on average. */
const UNEVENNESS = 1.2;

/**
 * The constants with which a search balances cores. Neurons are there in every step; spikes, packets and events come unevenly, and each
 * step waits for the core that has most of them in it. So a core full of synaptic work is later in most steps than one as full of
 * neurons, though not on average. On LeNet-5 a replay's mean step is a tenth shorter for it; more serves it no better, and the average step of others worse.
 */
export function searchNsOf(target: Pick<Target, 'latency' | 'topology'>): StepNs {
  const ns = stepNsOf(target);
  return {
    ...ns,
    neuronSpike: UNEVENNESS * ns.neuronSpike,
    synapseEvent: UNEVENNESS * ns.synapseEvent,
    packetInjection: UNEVENNESS * ns.packetInjection,
    packetReceive: UNEVENNESS * ns.packetReceive,
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
  const generation = generationNs(ns, loads, core);
  const processing = processingNs(ns, loads, core);
  return generation > processing ? generation : processing;
}

export function generationNs(ns: StepNs, loads: StepLoads, core: number): number {
  return (
    loads.neurons[core] * ns.neuronStep +
    loads.spikes[core] * ns.neuronSpike +
    loads.sent[core] * ns.packetInjection
  );
}

export function processingNs(ns: StepNs, loads: StepLoads, core: number): number {
  return loads.received[core] * ns.packetReceive + loads.events[core] * ns.synapseEvent;
}

/** A packet over `hops[kind]` links and the routers between and around them. */
export function packetNs(ns: StepNs, hops: Float64Array): number {
  let links = 0;
  let time = 0;
  for (let kind = 0; kind < hops.length; kind++) {
    links += hops[kind];
    time += hops[kind] * ns.hop[kind];
  }
  return time + (links + 1) * ns.router;
}

/** What the cores wait for each other, with so many tiles that hold a neuron. */
export function barrierNs({ barrier }: StepNs, usedTiles: number): number {
  let time = 0;
  for (const [tiles, ns] of barrier) if (tiles <= usedTiles) time = ns;
  return time;
}

/**
 * What a search charges in place of {@link barrierNs}: the barrier of a chip in full use. Where one more tile makes the
 * barrier a step longer, a search would not spread over twenty; the exact barrier decides what is kept.
 */
export function fullBarrierNs({ barrier }: StepNs): number {
  return barrier[barrier.length - 1][1];
}

/** Time that the busiest link is busy. @param loads packets by link, in the step. */
export function busiestLinkNs(
  { hop }: StepNs,
  { linkClassOf }: Pick<Topology, 'linkClassOf'>,
  loads: Float64Array,
): number {
  let most = 0;
  for (let link = 0; link < loads.length; link++) {
    if (loads[link] === 0) continue;
    const ns = loads[link] * hop[linkClassOf[link]];
    if (ns > most) most = ns;
  }
  return most;
}
