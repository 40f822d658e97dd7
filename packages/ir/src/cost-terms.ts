/**
 * The one table of what costs energy and time on a chip. The schema of a hardware file, the constants of a
 * {@link Target}, the referee's and the simulator's energy, the step-time model and the prices that a search charges
 * follow from it: a new additive term is one line here and, where nothing counts its events yet, one amount in `Counts`.
 */
import type { LinkClass } from './topology/topology.ts';

export type EnergyPart = 'neurons' | 'synapses' | 'interconnect' | 'static';

/** What a term is multiplied with, over the whole window. */
export type EnergyAmount =
  | 'quietNeuronSteps'
  | 'spikingNeuronSteps'
  | 'spikes'
  | 'synapticEvents'
  | 'injections'
  | 'localDeliveries'
  | 'routersVisited'
  | 'hops'
  | 'usedCores'
  | 'usedTiles'
  | 'usedChips';

export interface EnergyTerm {
  readonly part: EnergyPart;
  readonly amount: EnergyAmount;
  /** Of the links that it prices; only where the amount is `hops`. */
  readonly linkClass?: LinkClass;
}

/** The last two letters of a key are its unit: pJ per event, or mW over the whole window. */
export const ENERGY_TERMS = {
  /** Every neuron, every step in which it does not spike. */
  neuronStepPj: { part: 'neurons', amount: 'quietNeuronSteps' },
  /** Replaces neuronStepPj in a step in which the neuron spikes (one quantity at two activity levels). */
  neuronSpikingStepPj: { part: 'neurons', amount: 'spikingNeuronSteps' },
  /** Each spike, in addition: soma output. */
  neuronSpikePj: { part: 'neurons', amount: 'spikes' },
  /** Each synaptic event: spikes of the source, once per synapse. */
  synapseEventPj: { part: 'synapses', amount: 'synapticEvents' },
  /** Each packet that leaves its core: once per destination core (unicast) or per tree. */
  packetInjectionPj: { part: 'interconnect', amount: 'injections' },
  /** Each delivery to the source's own core. */
  localDeliveryPj: { part: 'interconnect', amount: 'localDeliveries' },
  /** Each router a packet visits: hops + 1. */
  routerPj: { part: 'interconnect', amount: 'routersVisited' },
  hopEastWestPj: { part: 'interconnect', amount: 'hops', linkClass: 'eastWest' },
  hopNorthSouthPj: { part: 'interconnect', amount: 'hops', linkClass: 'northSouth' },
  hopDiagonalPj: { part: 'interconnect', amount: 'hops', linkClass: 'diagonal' },
  hopTreePj: { part: 'interconnect', amount: 'hops', linkClass: 'tree' },
  hopChipPj: { part: 'interconnect', amount: 'hops', linkClass: 'chip' },
  hopBoardPj: { part: 'interconnect', amount: 'hops', linkClass: 'board' },
  /** Each core that holds a neuron, over the whole window. */
  coreStaticMw: { part: 'static', amount: 'usedCores' },
  /** Each router whose tile holds a used core, over the whole window. */
  routerStaticMw: { part: 'static', amount: 'usedTiles' },
  /** Each chip that holds a used core, over the whole window. */
  chipStaticMw: { part: 'static', amount: 'usedChips' },
} as const satisfies Record<string, EnergyTerm>;

export type EnergyKey = keyof typeof ENERGY_TERMS;
export const ENERGY_KEYS = Object.keys(ENERGY_TERMS) as EnergyKey[];

/** What a latency is multiplied with in a step. */
export type LatencyAmount =
  | 'neuronSteps'
  | 'spikes'
  | 'synapticEvents'
  | 'packetsSent'
  | 'packetsReceived'
  | 'routers'
  | 'hops'
  | 'barriers';

export interface LatencyTerm {
  readonly amount: LatencyAmount;
  readonly linkClass?: LinkClass;
}

/** ns. */
export const LATENCY_TERMS = {
  neuronStepNs: { amount: 'neuronSteps' },
  neuronSpikeNs: { amount: 'spikes' },
  synapseEventNs: { amount: 'synapticEvents' },
  packetInjectionNs: { amount: 'packetsSent' },
  packetReceiveNs: { amount: 'packetsReceived' },
  routerNs: { amount: 'routers' },
  hopEastWestNs: { amount: 'hops', linkClass: 'eastWest' },
  hopNorthSouthNs: { amount: 'hops', linkClass: 'northSouth' },
  hopDiagonalNs: { amount: 'hops', linkClass: 'diagonal' },
  hopTreeNs: { amount: 'hops', linkClass: 'tree' },
  hopChipNs: { amount: 'hops', linkClass: 'chip' },
  hopBoardNs: { amount: 'hops', linkClass: 'board' },
  /** Once per step. */
  barrierNs: { amount: 'barriers' },
} as const satisfies Record<string, LatencyTerm>;

export type LatencyKey = keyof typeof LATENCY_TERMS;
export const LATENCY_KEYS = Object.keys(LATENCY_TERMS) as LatencyKey[];
