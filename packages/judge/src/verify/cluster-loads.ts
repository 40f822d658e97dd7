import type { ClusterReach, Network } from '@nmap/ir';

/** What each cluster asks of its core, by cluster; the limits of `CoreLimits` without the neurons. */
export interface ClusterLoads {
  /** Synapses onto its neurons, multapses counted, and onto one of them at most. */
  readonly synapses: Float64Array;
  readonly maxFanIn: Float64Array;
  /** Distinct sources. */
  readonly inputAxons: Float64Array;
  /** Distinct other clusters, the port being one: summed over its neurons, and of one of them at most. */
  readonly outputAxons: Float64Array;
  readonly maxFanOutCores: Float64Array;
}

/** O(neurons + entries of the reach). Fan-in is counted from the synapses, not read from the network. */
export function clusterLoads(network: Network, clusterCount: number, reach: ClusterReach): ClusterLoads {
  const { vertexCount, inStart, inMultiplicity } = network;
  const { homeOf, start, cluster } = reach;
  // One entry more: what the port asks is counted, too, and nobody looks at it.
  const column = (): Float64Array => new Float64Array(clusterCount + 1);
  const loads = {
    synapses: column(),
    maxFanIn: column(),
    inputAxons: column(),
    outputAxons: column(),
    maxFanOutCores: column(),
  };
  const { synapses, maxFanIn, inputAxons, outputAxons, maxFanOutCores } = loads;
  for (let u = 0; u < vertexCount; u++) {
    const home = homeOf[u];
    let fanIn = 0;
    if (inMultiplicity === null) fanIn = inStart[u + 1] - inStart[u];
    else for (let e = inStart[u]; e < inStart[u + 1]; e++) fanIn += inMultiplicity[e];
    synapses[home] += fanIn;
    if (fanIn > maxFanIn[home]) maxFanIn[home] = fanIn;
    let others = 0;
    for (let e = start[u]; e < start[u + 1]; e++) {
      const there = cluster[e];
      inputAxons[there] += 1;
      if (there !== home) others++;
    }
    outputAxons[home] += others;
    if (others > maxFanOutCores[home]) maxFanOutCores[home] = others;
  }
  return loads;
}
