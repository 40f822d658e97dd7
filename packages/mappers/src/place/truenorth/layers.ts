import type { Clustered } from '@nmap/ir';
import { clusterOrder } from '../common/cluster-order.ts';

/**
 * Layers of clusters: along the spikes, a new layer begins with the first cluster that hears one of the layer so far.
 * Edges back to what comes earlier in the order do not count. O(edges).
 * @returns the clusters of every layer, in the order of the spikes.
 */
export function layersOf(clustered: Clustered): Uint32Array[] {
  const order = clusterOrder(clustered, 'topological');
  const { start, target } = clustered.traffic.graph;
  // heardBy[cluster] = 1 + the last layer so far with a source of the cluster.
  const lastSource = new Uint32Array(order.length);
  const layers: number[][] = [];
  for (const cluster of order) {
    if (layers.length === 0 || lastSource[cluster] === layers.length) layers.push([]);
    layers.at(-1)!.push(cluster);
    for (let e = start[cluster]; e < start[cluster + 1]; e++) lastSource[target[e]] = layers.length;
  }
  return layers.map((layer) => Uint32Array.from(layer));
}
