import { NONE } from '@nmap/kernels';
import type { Network } from '../network.ts';

/** What the clusters ask of their cores, one column for each limit of `CoreLimits`; length clusterCount. */
export interface CoreLoads {
  readonly neurons: Uint32Array;
  /** Synapses onto the cluster's neurons, multapses counted. */
  readonly synapses: Float64Array;
  /** Distinct source neurons with a target in the cluster, its own and external ones included. */
  readonly inputAxons: Uint32Array;
  /** Distinct other clusters reached, the i/o port counting as one, summed over the cluster's neurons. */
  readonly outputAxons: Float64Array;
  /** Most synapses onto one neuron. */
  readonly maxFanIn: Uint32Array;
  /** Most other clusters that one neuron reaches, the i/o port counting as one. */
  readonly maxFanOutCores: Uint32Array;
}

/**
 * Counts what every cluster asks of its core. `clusterOf[neuron]`, NONE where external.
 * Spikes do not matter: a silent neuron needs its axon too. O(neurons + synapses).
 */
export function coreLoads(network: Network, clusterOf: Uint32Array, clusterCount: number): CoreLoads {
  const { vertexCount, outStart, outTarget, fanIn } = network;
  const neurons = new Uint32Array(clusterCount);
  const synapses = new Float64Array(clusterCount);
  const inputAxons = new Uint32Array(clusterCount);
  const outputAxons = new Float64Array(clusterCount);
  const maxFanIn = new Uint32Array(clusterCount);
  const maxFanOutCores = new Uint32Array(clusterCount);
  // reachedBy[cluster] = last neuron seen to have a target there.
  const reachedBy = new Uint32Array(clusterCount).fill(NONE);

  for (let u = 0; u < vertexCount; u++) {
    const home = clusterOf[u];
    let others = 0;
    let reachesPort = 0;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const cluster = clusterOf[outTarget[e]];
      if (cluster === NONE) {
        reachesPort = 1;
      } else if (reachedBy[cluster] !== u) {
        reachedBy[cluster] = u;
        inputAxons[cluster]++;
        if (cluster !== home) others++;
      }
    }
    if (home === NONE) continue;
    const fanOutCores = others + reachesPort;
    neurons[home]++;
    synapses[home] += fanIn[u];
    outputAxons[home] += fanOutCores;
    if (fanIn[u] > maxFanIn[home]) maxFanIn[home] = fanIn[u]!;
    if (fanOutCores > maxFanOutCores[home]) maxFanOutCores[home] = fanOutCores;
  }
  return { neurons, synapses, inputAxons, outputAxons, maxFanIn, maxFanOutCores };
}
