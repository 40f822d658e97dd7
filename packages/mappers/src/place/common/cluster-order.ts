import { MaxHeap } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { unwatched, type Watch } from '../../watch/watch.ts';
import { flowGraph, type FlowGraph } from './flow-graph.ts';

/** How a curve or a row is filled: see {@link clusterOrder}. */
export const CLUSTER_ORDERS = ['auto', 'given', 'topological', 'traffic'] as const;
export type ClusterOrder = (typeof CLUSTER_ORDERS)[number];

/** A neighbour changes its place in the heap: as much work as so many entries looked at. */
const WORK_OF_NEIGHBOR = 8;

/**
 * The order in which clusters are dealt onto a sequence of cores.
 *
 * - `given`: by id. The published logs of cluster graphs assume it.
 * - `topological`: along the flow of spikes, sources first; a cycle is opened at the cluster with
 *   the smallest incoming traffic from clusters not yet dealt.
 * - `traffic`: each next cluster is the one whose traffic with the clusters already dealt is the
 *   largest share of its own; begins at the cluster with the least traffic. Does not depend on ids
 *   but for ties.
 * - `auto`: `given` for a cluster graph that was given, `traffic` for clusters a partitioner made,
 *   whose ids mean nothing.
 *
 * @param watch told to stop, `traffic` deals the rest by id.
 * @returns order[position] = cluster; O(m log m) at most.
 */
export function clusterOrder(clustered: Clustered, order: ClusterOrder, watch = unwatched()): Uint32Array {
  const { traffic, clusterCount } = clustered;
  const effective = order === 'auto' ? (traffic.kind === 'clusters' ? 'given' : 'traffic') : order;
  switch (effective) {
    case 'given':
      return Uint32Array.from({ length: clusterCount }, (_, cluster) => cluster);
    case 'topological':
      return topologicalOrder(clustered);
    case 'traffic':
      return trafficOrder(flowGraph(traffic.graph), watch);
  }
}

function topologicalOrder(clustered: Clustered): Uint32Array {
  const { graph } = clustered.traffic;
  const n = clustered.clusterCount;
  const order = new Uint32Array(n);
  const open = new Float64Array(n);
  const openEdges = new Uint32Array(n);
  for (let e = 0; e < graph.target.length; e++) {
    openEdges[graph.target[e]]++;
    open[graph.target[e]] += graph.weight[e];
  }
  const dealt = new Uint8Array(n);
  // A first-in-first-out queue of clusters without open inputs keeps layers together;
  // the heap holds the rest for the day a cycle must be opened.
  const heap = new MaxHeap(n);
  let tail = 0;
  for (let c = 0; c < n; c++) {
    if (openEdges[c] === 0) {
      dealt[c] = 1;
      order[tail++] = c;
    } else heap.insert(c, -open[c]);
  }
  for (let head = 0; head < n; head++) {
    if (head === tail) {
      const c = heap.pop();
      dealt[c] = 1;
      order[tail++] = c;
    }
    const cluster = order[head];
    for (let e = graph.start[cluster]; e < graph.start[cluster + 1]; e++) {
      const target = graph.target[e];
      if (dealt[target] === 1) continue;
      open[target] -= graph.weight[e];
      if (--openEdges[target] > 0) {
        heap.update(target, -open[target]);
        continue;
      }
      heap.remove(target);
      dealt[target] = 1;
      order[tail++] = target;
    }
  }
  return order;
}

function trafficOrder(flow: FlowGraph, watch: Watch): Uint32Array {
  const n = flow.clusterCount;
  const order = new Uint32Array(n);
  const total = new Float64Array(n);
  for (let c = 0; c < n; c++) {
    for (let e = flow.start[c]; e < flow.start[c + 1]; e++) total[c] += flow.both[e];
  }
  const byTotal = Uint32Array.from({ length: n }, (_, c) => c).sort((a, b) => total[a] - total[b] || a - b);
  const attached = new Float64Array(n);
  // One entry more: the i/o port counts as dealt, it is no cluster to place.
  const dealt = new Uint8Array(n + 1);
  dealt[n] = 1;
  const heap = new MaxHeap(n);
  let nextSeed = 0;
  for (let position = 0; position < n; position++) {
    let cluster: number;
    if (heap.size > 0) cluster = heap.pop();
    else {
      while (dealt[byTotal[nextSeed]] === 1) nextSeed++;
      cluster = byTotal[nextSeed]!;
    }
    dealt[cluster] = 1;
    order[position] = cluster;
    if (!watch.spend(WORK_OF_NEIGHBOR * (1 + flow.start[cluster + 1] - flow.start[cluster]))) {
      for (let c = 0; c < n; c++) if (dealt[c] === 0) order[++position] = c;
      break;
    }
    for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) {
      const other = flow.neighbor[e];
      if (dealt[other] === 1) continue;
      attached[other] += flow.both[e];
      const share = total[other] === 0 ? 0 : attached[other] / total[other];
      if (heap.has(other)) heap.update(other, share);
      else heap.insert(other, share);
    }
  }
  return order;
}
