import { contentHash, startsFromCounts } from '@nmap/kernels';
import type { LabelledClusterGraph } from '../clusters/cluster-graph.ts';

/**
 * SHA-256 of what a cluster graph says, whatever file it came from: nodes, labels and edges. The
 * order of the lines counts only as far as it numbers the nodes and adds parallel edges up. A name
 * that is only that of the file is left out.
 */
export function clusterGraphMeaning(graph: LabelledClusterGraph, nameFromFile: boolean): string {
  const { name, nodeCount, labels, source, target, weight } = graph;
  // Two stable counting sorts: by source, then target, parallel edges in their order.
  const order = sortedBy(source, nodeCount, sortedBy(target, nodeCount, null));
  return contentHash({
    what: 'cluster graph 1',
    name: nameFromFile ? undefined : name,
    nodeCount,
    labels,
    source: source.map((_, k) => source[order[k]]),
    target: target.map((_, k) => target[order[k]]),
    weight: weight.map((_, k) => weight[order[k]]),
  });
}

/** The edges of `order` (null: as they stand) by rising key. */
function sortedBy(key: Uint32Array, keyCount: number, order: Uint32Array | null): Uint32Array {
  const counts = new Uint32Array(keyCount);
  for (let e = 0; e < key.length; e++) counts[key[e]]++;
  const next = startsFromCounts(counts);
  const sorted = new Uint32Array(key.length);
  for (let k = 0; k < key.length; k++) {
    const edge = order === null ? k : order[k];
    sorted[next[key[edge]]++] = edge;
  }
  return sorted;
}
