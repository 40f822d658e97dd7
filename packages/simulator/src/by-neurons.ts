import { NmapError, grouped, leastMemoryBytes, lower, type Network, type NetworkSpec } from '@nmap/ir';

/** A replay fires single neurons: what their network takes, with what the replay keeps of it, has to stay below. */
const MOST_BYTES = 4e9;

/**
 * The network neuron by neuron, where it was placed by units: boxes of the manifest say where each neuron is.
 * @throws NmapError (input) with the bytes that it would take, where that is too many.
 */
export function networkByNeurons(network: Network, spec: NetworkSpec): Network {
  if (network.units === null) return network;
  const bytes = leastMemoryBytes(spec);
  if (bytes <= MOST_BYTES) return lower(spec).network;
  const gigabytes = (count: number): number => Math.round(count / 1e8) / 10;
  throw new NmapError('input', [
    {
      code: 'E1749',
      severity: 'error',
      where: 'network',
      message:
        `is replayed neuron by neuron: ${grouped(network.neuronCount)} neurons and ${grouped(network.synapseCount)} synapses take at ` +
        `least ${gigabytes(bytes)} GB, a replay takes ${gigabytes(MOST_BYTES)} GB at most.`,
      have: gigabytes(MOST_BYTES),
      need: gigabytes(bytes),
      unit: 'GB',
      hint: 'nmap verify recounts packets, hops, links and energy of any size; simulate a part of the network.',
    },
  ]);
}
