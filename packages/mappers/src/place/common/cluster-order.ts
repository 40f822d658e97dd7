import type { Clustered } from '@nmap/ir';
import { flowGraph, type FlowGraph } from './flow-graph.ts';

/** How a curve or a row is filled: see {@link clusterOrder}. */
export const CLUSTER_ORDERS = ['auto', 'given', 'topological', 'traffic'] as const;
export type ClusterOrder = (typeof CLUSTER_ORDERS)[number];

/** Clusters dealt between two questions whether to go on. */
const BETWEEN_STOPS = 1 << 14;

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
 * @param goOn told to stop, `traffic` deals the rest by id.
 * @returns order[position] = cluster; O(m log m) at most.
 */
export function clusterOrder(
  clustered: Clustered,
  order: ClusterOrder,
  goOn: () => boolean = () => true,
): Uint32Array {
  const { traffic, clusterCount } = clustered;
  const effective = order === 'auto' ? (traffic.kind === 'clusters' ? 'given' : 'traffic') : order;
  switch (effective) {
    case 'given':
      return Uint32Array.from({ length: clusterCount }, (_, cluster) => cluster);
    case 'topological':
      return topologicalOrder(clustered);
    case 'traffic':
      return trafficOrder(flowGraph(traffic.graph), goOn);
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
  const heap = new MinHeap(n + graph.target.length);
  let tail = 0;
  for (let c = 0; c < n; c++) {
    if (openEdges[c] === 0) {
      dealt[c] = 1;
      order[tail++] = c;
    } else heap.push(open[c], c);
  }
  for (let head = 0; head < n; head++) {
    if (head === tail) {
      let c = heap.pop();
      while (dealt[c] === 1) c = heap.pop();
      dealt[c] = 1;
      order[tail++] = c;
    }
    const cluster = order[head];
    for (let e = graph.start[cluster]; e < graph.start[cluster + 1]; e++) {
      const target = graph.target[e];
      if (dealt[target] === 1) continue;
      open[target] -= graph.weight[e];
      if (--openEdges[target] > 0) {
        heap.push(open[target], target);
        continue;
      }
      dealt[target] = 1;
      order[tail++] = target;
    }
  }
  return order;
}

function trafficOrder(flow: FlowGraph, goOn: () => boolean): Uint32Array {
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
  const heap = new MinHeap(flow.neighbor.length);
  let nextSeed = 0;
  for (let position = 0; position < n; position++) {
    if (position % BETWEEN_STOPS === 0 && !goOn()) {
      for (let c = 0; c < n; c++) if (dealt[c] === 0) order[position++] = c;
      break;
    }
    let cluster = -1;
    while (cluster < 0 && heap.size > 0) {
      const candidate = heap.pop();
      if (dealt[candidate] === 0) cluster = candidate;
    }
    if (cluster < 0) {
      while (dealt[byTotal[nextSeed]] === 1) nextSeed++;
      cluster = byTotal[nextSeed]!;
    }
    dealt[cluster] = 1;
    order[position] = cluster;
    for (let e = flow.start[cluster]; e < flow.start[cluster + 1]; e++) {
      const other = flow.neighbor[e];
      if (dealt[other] === 1) continue;
      attached[other] += flow.both[e];
      // Stale entries stay behind with a smaller share and are skipped when popped.
      heap.push(total[other] === 0 ? 0 : -attached[other] / total[other], other);
    }
  }
  return order;
}

/** Binary heap of (key, id), smallest key first, then smallest id. Capacity is fixed. */
class MinHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #ids: Uint32Array;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
    this.#ids = new Uint32Array(capacity);
  }

  push(key: number, id: number): void {
    const keys = this.#keys;
    const ids = this.#ids;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent] < key || (keys[parent] === key && ids[parent] <= id)) break;
      keys[at] = keys[parent]!;
      ids[at] = ids[parent]!;
      at = parent;
    }
    keys[at] = key;
    ids[at] = id;
  }

  pop(): number {
    const keys = this.#keys;
    const ids = this.#ids;
    const top = ids[0];
    const size = --this.size;
    const key = keys[size];
    const id = ids[size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        (keys[right] < keys[child] || (keys[right] === keys[child] && ids[right] < ids[child]))
      ) {
        child = right;
      }
      if (key < keys[child] || (key === keys[child] && id <= ids[child])) break;
      keys[at] = keys[child]!;
      ids[at] = ids[child]!;
      at = child;
    }
    keys[at] = key;
    ids[at] = id;
    return top;
  }
}
