import { transpose } from '@nmap/kernels';
import type { ClusterGraph } from '@nmap/ir';

/**
 * The cluster graph as seen from each cluster: every neighbour once, whichever way
 * the packets go. CSR over clusters, rows ascending, both directions present.
 * The i/o port is the neighbour `clusterCount`, last in a row; it has no row of its own.
 */
export interface FlowGraph {
  readonly clusterCount: number;
  readonly start: Uint32Array;
  readonly neighbor: Uint32Array;
  /** out[e] = packets from the row's cluster to the neighbour, in[e] = packets back, both[e] = their sum. */
  readonly out: Float64Array;
  readonly in: Float64Array;
  readonly both: Float64Array;
}

/**
 * Neither graph ever changes, and one placement asks several times: seconds each at a million clusters, where it takes half a
 * gigabyte, which whoever counts afterwards may have back.
 */
const made = new WeakMap<ClusterGraph, WeakRef<FlowGraph>>();

/** Merges each row with its transpose. O(edges) the first time. */
export function flowGraph(graph: ClusterGraph): FlowGraph {
  const known = made.get(graph)?.deref();
  if (known !== undefined) return known;
  const flow = merged(graph);
  made.set(graph, new WeakRef(flow));
  return flow;
}

function merged(graph: ClusterGraph): FlowGraph {
  const clusterCount = graph.start.length - 1;
  const edgeCount = graph.target.length;

  const entryOf = new Uint32Array(edgeCount);
  const { start: inStart, target: inSource } = transpose(graph, clusterCount, entryOf);
  const inWeight = Float64Array.from(entryOf, (e) => graph.weight[e]);

  // Merge of two ascending rows; the first pass counts.
  const start = new Uint32Array(clusterCount + 1);
  for (let c = 0; c < clusterCount; c++) {
    let a = graph.start[c];
    let b = inStart[c];
    const aEnd = graph.start[c + 1];
    const bEnd = inStart[c + 1];
    let count = graph.toPort[c] + graph.fromPort[c] > 0 ? 1 : 0;
    while (a < aEnd || b < bEnd) {
      const to = a < aEnd ? graph.target[a] : Infinity;
      const from = b < bEnd ? inSource[b] : Infinity;
      if (to <= from) a++;
      if (from <= to) b++;
      count++;
    }
    start[c + 1] = start[c] + count;
  }
  const total = start[clusterCount];
  const neighbor = new Uint32Array(total);
  const out = new Float64Array(total);
  const into = new Float64Array(total);
  for (let c = 0; c < clusterCount; c++) {
    let a = graph.start[c];
    let b = inStart[c];
    const aEnd = graph.start[c + 1];
    const bEnd = inStart[c + 1];
    let slot = start[c];
    while (a < aEnd || b < bEnd) {
      const to = a < aEnd ? graph.target[a] : Infinity;
      const from = b < bEnd ? inSource[b] : Infinity;
      neighbor[slot] = Math.min(to, from);
      if (to <= from) out[slot] = graph.weight[a++]!;
      if (from <= to) into[slot] = inWeight[b++]!;
      slot++;
    }
    if (graph.toPort[c] + graph.fromPort[c] > 0) {
      neighbor[slot] = clusterCount;
      out[slot] = graph.toPort[c]!;
      into[slot] = graph.fromPort[c]!;
    }
  }
  const both = new Float64Array(total);
  for (let e = 0; e < total; e++) both[e] = out[e] + into[e];
  return { clusterCount, start, neighbor, out, in: into, both };
}
