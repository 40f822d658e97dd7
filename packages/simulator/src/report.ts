import type { StatedEnergy } from '@nmap/energy';
import type { Readout } from './sources/readouts.ts';

/** What a replay comes to: exact counts first, energy and time computed from them. */
export interface SimulationReport {
  readonly mode: SpikeMode;
  readonly steps: number;
  readonly scheme: 'unicast' | 'tree';
  /** Of all neurons, external ones included. */
  readonly spikes: number;
  /** Spikes x other cores reached, the i/o port being a core: the contract's interCorePackets. */
  readonly packets: number;
  /** Packets that entered the network: as `packets`, or one per spike where they are trees. */
  readonly injections: number;
  /** Deliveries to the source's own core. */
  readonly localDeliveries: number;
  /** packets + localDeliveries. */
  readonly messages: number;
  /** Packets that dead links cut off: counted above, over no link. */
  readonly unreachablePackets: number;
  /** Synaptic events on cores, multapses counted; those behind the port are not the chip's. */
  readonly synapseEvents: number;
  /** Synaptic events whose source sits on another core, the port included on either side. */
  readonly cutSpikes: number;
  readonly coresUsed: number;
  /** Links travelled by packets (unicast) or trees. */
  readonly spikeHops: number;
  /** By kind of link, in the order of the topology's `linkKinds`. */
  readonly hopsByClass: Float64Array;
  readonly routerVisits: number;
  /** linkLoads[link] = packets over it in the whole replay. */
  readonly linkLoads: Float64Array;
  /** peakLinkLoads[link] = packets over it in its busiest step. */
  readonly peakLinkLoads: Float64Array;
  readonly maxLinkLoad: number;
  /** Packets over the busiest link of the busiest step. */
  readonly maxStepLinkLoad: number;
  /** Packets that the busiest core of the busiest step sent and received, those to itself included. */
  readonly maxStepCorePackets: number;
  /** Static power is on for the replayed window: steps x timestepMs. */
  readonly energyPj: SimulatedEnergyPj;
  readonly windowMs: number;
  /** The same events with static power on for the simulated time of the steps only. */
  readonly energyBackToBackPj: BackToBackEnergyPj;
  readonly latency: SimulatedLatency;
  /** By core, dead and empty ones included; the i/o port last. Length coreCount + 1. */
  readonly perCore: PerCore;
  /** By neuron; by unit where boxes were replayed. */
  readonly spikesOf: Float64Array;
  /** Only where asked for. */
  readonly perStep: PerStep | null;
  /** What a host reads of integrators, in order of time; mode `lif`. */
  readonly readouts: readonly Readout[];
  /** What was assumed. */
  readonly notes: readonly string[];
}

/** Where the spikes come from. */
export type SpikeMode = 'counts' | 'trains' | 'lif';

/** pJ; a part is null where a constant that it needs is unknown, `total` the sum of the known parts. */
export type SimulatedEnergyPj = StatedEnergy;

export interface BackToBackEnergyPj extends SimulatedEnergyPj {
  /** ms; null where a constant of the steps' time is unknown. */
  readonly windowMs: number | null;
  /** ns of the mean step. */
  readonly stepNs: number | null;
}

/** ns; null = none of the constants that the run needed is known. */
export interface SimulatedLatency {
  readonly totalNs: number | null;
  readonly maxStepNs: number | null;
  readonly meanStepNs: number | null;
  /** True where a needed constant is unknown: the times are then lower bounds. */
  readonly partial: boolean;
  /** Keys of the unknown constants. */
  readonly missing: readonly string[];
  /** Only where there are any: keys of the known ones that nobody has verified (evidence U). */
  readonly unverified?: readonly string[];
}

export interface PerCore {
  readonly spikes: Float64Array;
  /** Packets sent, those to the own core included. */
  readonly packetsSent: Float64Array;
  readonly packetsReceived: Float64Array;
  readonly synapseEvents: Float64Array;
}

/** Length `steps`. */
export interface PerStep {
  readonly spikes: Float64Array;
  readonly packets: Float64Array;
  readonly synapseEvents: Float64Array;
  readonly maxLinkLoad: Float64Array;
  /** Known terms only where the latency is partial. */
  readonly latencyNs: Float64Array;
}
