import { NONE, groupMembers } from '@nmap/kernels';
import type { Kernels } from '../network.ts';

/**
 * weights[cluster] = what its core stores where it stores every kernel once: the entries of the distinct kernels of its
 * vertices, and their synapses that belong to no kernel. O(vertices + kernels of vertices).
 */
export function storedWeights(
  { start, kernel, entries, listed }: Kernels,
  clusterOf: Uint32Array,
  clusterCount: number,
): Float64Array {
  const homes = clusterOf.map((cluster) => (cluster === NONE ? clusterCount : cluster));
  const grouped = groupMembers(homes, clusterCount + 1);
  const weights = new Float64Array(clusterCount);
  // storedBy[kernel] = last cluster that stored it.
  const storedBy = new Uint32Array(entries.length).fill(NONE);
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    for (let i = grouped.start[cluster]; i < grouped.start[cluster + 1]; i++) {
      const vertex = grouped.members[i];
      weights[cluster] += listed[vertex];
      for (let k = start[vertex]; k < start[vertex + 1]; k++) {
        if (storedBy[kernel[k]] === cluster) continue;
        storedBy[kernel[k]] = cluster;
        weights[cluster] += entries[kernel[k]];
      }
    }
  }
  return weights;
}
