import { NONE } from '@nmap/kernels';
import type { Network } from '../network.ts';
import { synapsesOnto } from '../network.ts';
import { storedWeights } from './stored-weights.ts';

/** What the clusters ask of their cores, one column for each limit of `CoreLimits`; length clusterCount. */
export interface CoreLoads {
  readonly neurons: Float64Array;
  /** Synapses onto the cluster's neurons, multapses counted. */
  readonly synapses: Float64Array;
  /** What takes the place of `synapses` on a core of a class with `sharedKernels`: its kernels' entries, each kernel once, and the synapses of none. */
  readonly storedWeights: Float64Array;
  /** Distinct source neurons with a target in the cluster, its own and external ones included. */
  readonly inputAxons: Float64Array;
  /** Distinct other clusters reached, the i/o port counting as one, summed over the cluster's neurons. */
  readonly outputAxons: Float64Array;
  /** Most synapses onto one neuron. */
  readonly maxFanIn: Uint32Array;
  /** Most other clusters that one neuron reaches, the i/o port counting as one. */
  readonly maxFanOutCores: Uint32Array;
  /** Most clusters that one neuron reaches, its own and the port counted where there is a target. */
  readonly maxReachedCores: Uint32Array;
}

/**
 * Counts what every cluster asks of its core. `clusterOf[vertex]`, NONE where external.
 * Spikes do not matter: a silent neuron needs its axon too. O(vertices + targets).
 */
export function coreLoads(network: Network, clusterOf: Uint32Array, clusterCount: number): CoreLoads {
  const { vertexCount, outStart, outTarget, fanIn, units } = network;
  const neurons = new Float64Array(clusterCount);
  const synapses = new Float64Array(clusterCount);
  const inputAxons = new Float64Array(clusterCount);
  const outputAxons = new Float64Array(clusterCount);
  const maxFanIn = new Uint32Array(clusterCount);
  const maxFanOutCores = new Uint32Array(clusterCount);
  const maxReachedCores = new Uint32Array(clusterCount);
  // reachedBy[cluster] = last vertex seen to have a target there.
  const reachedBy = new Uint32Array(clusterCount).fill(NONE);

  for (let u = 0; u < vertexCount; u++) {
    const home = clusterOf[u];
    const size = units === null ? 1 : units.size[u];
    let others = 0;
    let reachesPort = 0;
    let reachesHome = 0;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const cluster = clusterOf[outTarget[e]];
      if (cluster === NONE) {
        reachesPort = 1;
      } else if (reachedBy[cluster] !== u) {
        reachedBy[cluster] = u;
        inputAxons[cluster] += size;
        if (cluster !== home) others++;
        else reachesHome = 1;
      }
    }
    if (home === NONE) continue;
    const fanOutCores = others + reachesPort;
    neurons[home] += size;
    synapses[home] += synapsesOnto(network, u);
    outputAxons[home] += size * fanOutCores;
    if (fanIn[u] > maxFanIn[home]) maxFanIn[home] = fanIn[u]!;
    if (fanOutCores > maxFanOutCores[home]) maxFanOutCores[home] = fanOutCores;
    const reached = fanOutCores + reachesHome;
    if (reached > maxReachedCores[home]) maxReachedCores[home] = reached;
  }
  return {
    neurons,
    synapses,
    storedWeights:
      network.kernels === null ? synapses : storedWeights(network.kernels, clusterOf, clusterCount),
    inputAxons,
    outputAxons,
    maxFanIn,
    maxFanOutCores,
    maxReachedCores,
  };
}
