import { transpose } from '@nmap/kernels';
import type { ClusterGraph } from '@nmap/ir';

/**
 * Neighbours of every cluster in both directions, merged: row c lists each cluster that c
 * sends to or hears from once, ascending. CSR.
 */
export interface Adjacency {
  readonly start: Uint32Array;
  readonly neighbour: Uint32Array;
  /** Packets from the row's cluster to the neighbour. */
  readonly sent: Float64Array;
  /** Packets from the neighbour to the row's cluster. */
  readonly heard: Float64Array;
}

/** Merges a cluster graph with its transpose. O(edges). */
export function adjacencyOf(graph: ClusterGraph): Adjacency {
  const clusterCount = graph.start.length - 1;
  const entryOf = new Uint32Array(graph.target.length);
  const reverse = transpose(graph, clusterCount, entryOf);
  const start = new Uint32Array(clusterCount + 1);
  const most = 2 * graph.target.length;
  const neighbour = new Uint32Array(most);
  const sent = new Float64Array(most);
  const heard = new Float64Array(most);
  let length = 0;
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    let out = graph.start[cluster];
    let into = reverse.start[cluster];
    const outEnd = graph.start[cluster + 1];
    const intoEnd = reverse.start[cluster + 1];
    while (out < outEnd || into < intoEnd) {
      const nextOut = out < outEnd ? graph.target[out] : Infinity;
      const nextInto = into < intoEnd ? reverse.target[into] : Infinity;
      const next = Math.min(nextOut, nextInto);
      neighbour[length] = next;
      for (; out < outEnd && graph.target[out] === next; out++) sent[length] += graph.weight[out];
      for (; into < intoEnd && reverse.target[into] === next; into++) {
        heard[length] += graph.weight[entryOf[into]];
      }
      length++;
    }
    start[cluster + 1] = length;
  }
  return {
    start,
    neighbour: neighbour.slice(0, length),
    sent: sent.slice(0, length),
    heard: heard.slice(0, length),
  };
}
