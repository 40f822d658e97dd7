import { DirectedGraph } from 'graphology';
import { NONE, raw } from '@nmap/kernels';
import { neuronsIn } from '../network.ts';
import type { Placed } from '../stages.ts';

export interface ClusterNode {
  /** Core and chip; x, y: tile of the core, counted over all chips. */
  core: number;
  chip: number;
  tile: number;
  x: number;
  y: number;
  /** On the cluster. */
  neurons: number;
  /** Of all its neurons, in the window. */
  spikes: number;
}

export interface ClusterEdge {
  /** Packets in the window; real where the traffic was given. */
  weight: number;
  /** Links on the route between the two tiles; Infinity where there is none. */
  hops: number;
}

/** The quotient graph of a placement: a node for each cluster, keyed by its number, an edge for each pair that talks. */
export function toGraphology(placed: Placed): DirectedGraph<ClusterNode, ClusterEdge> {
  const { clustered, problem } = placed;
  const { network, target } = problem;
  const { clusterCount, traffic } = clustered;
  const clusterOf = raw(clustered.clusterOf);
  const coreOf = raw(placed.coreOf);
  const tileOf = raw(target.tileOf);
  const neurons = new Float64Array(clusterCount);
  const spikes = new Float64Array(clusterCount);
  for (let u = 0; u < network.vertexCount; u++) {
    const cluster = clusterOf[u];
    if (cluster === NONE) continue;
    neurons[cluster] += neuronsIn(network, u);
    spikes[cluster] += network.spikes[u];
  }

  const graph = new DirectedGraph<ClusterNode, ClusterEdge>();
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const core = coreOf[cluster];
    const tile = tileOf[core];
    graph.addNode(cluster, {
      core,
      chip: target.chipOf[tile],
      tile,
      x: tile % target.topology.columns,
      y: Math.floor(tile / target.topology.columns),
      neurons: neurons[cluster],
      spikes: spikes[cluster],
    });
  }
  const { start, target: head, weight } = traffic.graph;
  for (let from = 0; from < clusterCount; from++) {
    for (let e = start[from]; e < start[from + 1]; e++) {
      const to = head[e];
      const hops = target.topology.hops(tileOf[coreOf[from]], tileOf[coreOf[to]]);
      graph.addDirectedEdge(from, to, { weight: weight[e], hops });
    }
  }
  return graph;
}
