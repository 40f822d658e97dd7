import type { ClusterReach, Network } from '@nmap/ir';

/** What each cluster asks of its core, by cluster: one column for each limit of `CoreLimits`. */
export interface ClusterLoads {
  readonly neurons: Float64Array;
  /** Synapses onto its neurons, multapses counted, and onto one of them at most. */
  readonly synapses: Float64Array;
  readonly maxFanIn: Float64Array;
  /** Distinct sources. */
  readonly inputAxons: Float64Array;
  /** Distinct other clusters, the port being one: summed over its neurons, and of one of them at most. */
  readonly outputAxons: Float64Array;
  readonly maxFanOutCores: Float64Array;
  /** Most clusters that one of them reaches, its own among them. */
  readonly maxReachedCores: Float64Array;
}

/**
 * O(vertices + entries of the reach). Synapses are counted from both ends' entries, not read from the network's columns;
 * of a unit, whose entries do not tell one neuron from another, the most onto one is.
 */
export function clusterLoads(network: Network, clusterCount: number, reach: ClusterReach): ClusterLoads {
  const { vertexCount, inStart, inSource, inMultiplicity, units } = network;
  const { homeOf, start, cluster } = reach;
  // One entry more: what the port asks is counted, too, and nobody looks at it.
  const column = (): Float64Array => new Float64Array(clusterCount + 1);
  const loads = {
    neurons: column(),
    synapses: column(),
    maxFanIn: column(),
    inputAxons: column(),
    outputAxons: column(),
    maxFanOutCores: column(),
    maxReachedCores: column(),
  };
  const { neurons, synapses, maxFanIn, inputAxons, outputAxons, maxFanOutCores, maxReachedCores } = loads;
  for (let u = 0; u < vertexCount; u++) {
    const home = homeOf[u];
    const size = units === null ? 1 : units.size[u];
    neurons[home] += size;
    let onto = 0;
    if (units !== null)
      for (let e = inStart[u]; e < inStart[u + 1]; e++)
        onto += units.size[inSource[e]] * (inMultiplicity === null ? 1 : inMultiplicity[e]);
    else if (inMultiplicity === null) onto = inStart[u + 1] - inStart[u];
    else for (let e = inStart[u]; e < inStart[u + 1]; e++) onto += inMultiplicity[e];
    synapses[home] += onto;
    let fanIn = onto;
    // Of a block, the entries of its first unit are those of all.
    if (units !== null)
      fanIn = Math.max(network.fanIn[u], units.blockOf === null ? Math.ceil(onto / size) : 0);
    if (fanIn > maxFanIn[home]) maxFanIn[home] = fanIn;
    let others = 0;
    for (let e = start[u]; e < start[u + 1]; e++) {
      const there = cluster[e];
      inputAxons[there] += size;
      if (there !== home) others++;
    }
    outputAxons[home] += size * others;
    if (others > maxFanOutCores[home]) maxFanOutCores[home] = others;
    const reached = start[u + 1] - start[u];
    if (reached > maxReachedCores[home]) maxReachedCores[home] = reached;
  }
  return loads;
}

/** weights[cluster] = entries of the distinct kernels of its neurons, and their synapses that belong to none; null without kernels. */
export function clusterWeights({ kernels }: Network, reach: ClusterReach): Float64Array | null {
  if (kernels === null) return null;
  const { memberStart, members } = reach;
  const weights = new Float64Array(memberStart.length - 1);
  for (let cluster = 0; cluster < weights.length; cluster++) {
    const stored = new Set<number>();
    for (const u of members.subarray(memberStart[cluster], memberStart[cluster + 1])) {
      weights[cluster] += kernels.listed[u];
      for (const kernel of kernels.kernel.subarray(kernels.start[u], kernels.start[u + 1]))
        stored.add(kernel);
    }
    for (const kernel of stored) weights[cluster] += kernels.entries[kernel];
  }
  return weights;
}
