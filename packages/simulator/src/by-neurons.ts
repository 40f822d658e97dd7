import { NmapError, grouped, leastMemoryBytes, lower, type Network, type NetworkSpec } from '@nmap/ir';
import type { SpikeMode } from './report.ts';

/** What the network of single neurons may take, with what the replay keeps of it. */
export const MOST_BYTES = 4e9;

/** What decides whether single neurons are told apart. */
export interface Replayed {
  readonly mode: SpikeMode;
  /** The spikes of each neuron are asked for. */
  readonly needsNeurons: boolean;
  readonly mostBytes: number;
}

/**
 * The network to be replayed, where it was placed by units: neuron by neuron, boxes of the manifest say where each of them is.
 * Where that takes too much memory and only the counts of the network-on-chip are asked for, its units stay: their neurons
 * sit on one core and reach the same cores.
 * @throws NmapError (input) with the bytes that it would take, where single neurons are needed and there are too many.
 */
export function replayedNetwork(
  network: Network,
  spec: NetworkSpec,
  { mode, needsNeurons, mostBytes }: Replayed,
): Network {
  if (network.units === null) return network;
  const bytes = leastMemoryBytes(spec);
  if (bytes <= mostBytes) return lower(spec).network;
  if (mode === 'counts' && !needsNeurons) return network;
  const gigabytes = (count: number): number => Math.round(count / 1e8) / 10;
  throw new NmapError('input', [
    {
      code: 'E1749',
      severity: 'error',
      where: 'network',
      message:
        `is replayed neuron by neuron: ${grouped(network.neuronCount)} neurons and ${grouped(network.synapseCount)} synapses take at ` +
        `least ${gigabytes(bytes)} GB, a replay takes ${gigabytes(mostBytes)} GB at most.`,
      have: gigabytes(mostBytes),
      need: gigabytes(bytes),
      unit: 'GB',
      hint: 'Mode counts replays a network of any size by boxes; or simulate a part of the network.',
    },
  ]);
}

/** What a replay of units says of itself. */
export function noteOfUnits(vertexCount: number): string {
  return (
    `replayed by ${grouped(vertexCount)} boxes of neurons, the spikes of each spread evenly over the window: ` +
    'all totals are exact, what a single step holds at most is of boxes'
  );
}
