import { NONE } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { portsOf } from './reaches-port.ts';

/** What the neurons of a clustering send, counted at once. */
export interface Outputs {
  /** fanOut[neuron] = cores beside its own that it reaches, the port among them; 0 where it is not placed. */
  readonly fanOut: Float64Array;
  /** reachesOwn[neuron] = 1: it has a target in its own cluster. */
  readonly reachesOwn: Uint8Array;
  /** outputAxons[cluster] = fanOut summed over its neurons. */
  readonly outputAxons: Float64Array;
}

/** Whether a neuron reaches more cores than it may: so many beside its own, and 1 where its own is reached too. */
export type TooFar = (neuron: number, others: number, own: number) => boolean;

/**
 * The outputs of {@link AxonCounts} without the counts: where a clustering is asked about once, no list of who hears whom is
 * kept up to date. O(neurons + distinct targets).
 *
 * @param isTooFar ends the count at the first neuron of which it is true.
 * @returns null where it was ended.
 */
export function outputsOf(
  problem: Problem,
  { clusterOf, clusterCount }: { readonly clusterOf: Uint32Array; readonly clusterCount: number },
  isTooFar: TooFar | null = null,
): Outputs | null {
  const { network } = problem;
  const { vertexCount, outStart, outTarget } = network;
  const ports = portsOf(network);
  const fanOut = new Float64Array(vertexCount);
  const reachesOwn = new Uint8Array(vertexCount);
  const outputAxons = new Float64Array(clusterCount);
  // seenBy[cluster] = the last neuron that was found to reach it.
  const seenBy = new Uint32Array(clusterCount).fill(NONE);
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    const home = clusterOf[neuron];
    if (home === NONE) continue;
    let reached = ports[neuron];
    const end = outStart[neuron + 1];
    for (let e = outStart[neuron]; e < end; e++) {
      const cluster = clusterOf[outTarget[e]];
      if (cluster === NONE || seenBy[cluster] === neuron) continue;
      seenBy[cluster] = neuron;
      if (cluster === home) reachesOwn[neuron] = 1;
      else reached++;
    }
    if (isTooFar !== null && isTooFar(neuron, reached, reachesOwn[neuron])) return null;
    fanOut[neuron] = reached;
    outputAxons[home] += reached * neuronsIn(network, neuron);
  }
  return { fanOut, reachesOwn, outputAxons };
}
