import type { NetworkSpec } from '../network-spec.ts';
import { provenDemand } from './proven-demand.ts';

/** Spikes, starts of both directions, fan-in, cursors and flags of one neuron while it is laid out. */
const BYTES_PER_NEURON = 25;
/** A synapse from both of its ends. */
const BYTES_PER_SYNAPSE = 8;

/** Bytes that the flat network takes at least, by sizes and connectors' formulas alone. O(populations + projections). */
export function leastMemoryBytes(spec: NetworkSpec): number {
  let bytes = 0;
  for (const { population, synapses } of provenDemand(spec, Infinity))
    bytes += population.size * BYTES_PER_NEURON + synapses * BYTES_PER_SYNAPSE;
  return bytes;
}
