import { NONE } from '@nmap/kernels';
import type { FlowGraph } from '../place/common/flow-graph.ts';

/** The traffic of some clusters among themselves, with the port, and with regions that hold the others. */
export interface LocalFlow {
  /** Rows of the clusters, in the order given, then one empty row for each anchor; the port is the last neighbour. */
  readonly flow: FlowGraph;
  /** anchors[k] = region that the k-th node after the clusters stands for. */
  readonly anchors: Uint32Array;
}

/**
 * @param localOf localOf[cluster] = place among `clusters`; NONE for all others.
 * @param regionOf regionOf[cluster]: region that a cluster which is not among them lies in; null: they do not matter.
 */
export function localFlow(
  whole: FlowGraph,
  clusters: Uint32Array,
  localOf: Uint32Array,
  regionOf: Uint32Array | null,
): LocalFlow {
  const port = whole.clusterCount;
  const anchorOf = new Map<number, number>();
  let edges = 0;
  for (const cluster of clusters) {
    for (let e = whole.start[cluster]; e < whole.start[cluster + 1]; e++) {
      const other = whole.neighbor[e];
      if (other !== port && localOf[other] === NONE) {
        if (regionOf === null) continue;
        const region = regionOf[other];
        if (!anchorOf.has(region)) anchorOf.set(region, clusters.length + anchorOf.size);
      }
      edges++;
    }
  }
  const clusterCount = clusters.length + anchorOf.size;
  const start = new Uint32Array(clusterCount + 1).fill(edges);
  const neighbor = new Uint32Array(edges);
  const out = new Float64Array(edges);
  const into = new Float64Array(edges);
  const both = new Float64Array(edges);
  let count = 0;
  for (let local = 0; local < clusters.length; local++) {
    start[local] = count;
    const cluster = clusters[local];
    for (let e = whole.start[cluster]; e < whole.start[cluster + 1]; e++) {
      const other = whole.neighbor[e];
      if (other === port) neighbor[count] = clusterCount;
      else if (localOf[other] !== NONE) neighbor[count] = localOf[other]!;
      else if (regionOf !== null) neighbor[count] = anchorOf.get(regionOf[other])!;
      else continue;
      out[count] = whole.out[e]!;
      into[count] = whole.in[e]!;
      both[count] = whole.both[e]!;
      count++;
    }
  }
  return {
    flow: { clusterCount, start, neighbor, out, in: into, both },
    anchors: Uint32Array.from(anchorOf.keys()),
  };
}
