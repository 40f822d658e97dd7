/**
 * Coarsening: repeatedly joins nodes that share heavy small nets, so that a cluster of
 * neurons that hear the same axons becomes one node.
 *
 * **Source** Heavy-edge rating sum of w(e) / (|e| - 1): G. Karypis, V. Kumar,
 * "Multilevel k-way Hypergraph Partitioning", VLSI Design 11(3), 2000,
 * doi:10.1155/2000/19436. Joining clusters instead of pairs, with a weight limit:
 * L. Gottesbueren et al., "Scalable Shared-Memory Hypergraph Partitioning", ALENEX 2021,
 * doi:10.1137/1.9781611976472.2.
 * **Differs from the papers** One sequential sweep in random order; nets above
 * `maxRatedNetSize` pins are not rated (they tell nothing about who belongs together
 * and would cost |e|^2); ties go to the lighter, then the first seen cluster.
 *
 * Cost of a level: sum of |e|^2 over the rated nets.
 */
import type { Rng } from '@nmap/kernels';
import { contract, type Hypergraph } from './hypergraph.ts';

export interface CoarsenOptions {
  /** Stop at this many nodes. */
  readonly nodeLimit: number;
  /** No coarse node holds more neurons than this. */
  readonly maxNodeWeight: number;
  /** No coarse node holds more synapses than this. */
  readonly maxNodeSynapses: number;
  /** Larger nets are not rated. */
  readonly maxRatedNetSize: number;
  /** A level has at least 1 / this of the nodes of the one below. */
  readonly shrinkFactor: number;
}

/** One step down: the coarser graph, and coarseOf[fine node]. */
export interface Level {
  readonly graph: Hypergraph;
  readonly coarseOf: Uint32Array;
}

/**
 * Levels from fine to coarse; empty where nothing can be joined.
 * `groupOf`, if given, forbids joining nodes of different groups (combining keeps the
 * partition representable that way).
 */
export function coarsen(
  finest: Hypergraph,
  options: CoarsenOptions,
  rng: Rng,
  groupOf?: Uint32Array,
): Level[] {
  const levels: Level[] = [];
  let graph = finest;
  let groups = groupOf;
  while (graph.nodeCount > options.nodeLimit) {
    const { coarseOf, count } = clusterNodes(graph, options, rng, groups);
    // Less than two per cent fewer nodes: the limits bind, further levels only cost time.
    if (count > graph.nodeCount * 0.98) break;
    const coarse = contract(graph, coarseOf, count);
    if (groups !== undefined) groups = lift(groups, coarseOf, count);
    levels.push({ graph: coarse, coarseOf });
    graph = coarse;
  }
  return levels;
}

/** coarse[coarseOf[node]] = fine[node], where all nodes of a coarse one agree. */
export function lift(fine: Uint32Array, coarseOf: Uint32Array, coarseCount: number): Uint32Array {
  const coarse = new Uint32Array(coarseCount);
  for (let node = 0; node < fine.length; node++) coarse[coarseOf[node]] = fine[node]!;
  return coarse;
}

/** One sweep of joining. coarseOf[node] is dense from 0, in order of the lowest member. */
function clusterNodes(
  graph: Hypergraph,
  options: CoarsenOptions,
  rng: Rng,
  groupOf: Uint32Array | undefined,
): { coarseOf: Uint32Array; count: number } {
  const { nodeCount, pinStart, pins, netWeight, netStart, nets } = graph;
  const { maxNodeWeight, maxNodeSynapses, maxRatedNetSize } = options;
  const order = new Uint32Array(nodeCount);
  // clusterOf[node] = the node that names its cluster
  const clusterOf = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    order[node] = node;
    clusterOf[node] = node;
  }
  rng.shuffle(order);
  const weight = graph.nodeWeight.slice();
  const synapses = graph.nodeSynapses.slice();
  // joined[node] = 1: it named or joined a cluster of several and stays there
  const joined = new Uint8Array(nodeCount);
  const score = new Float64Array(nodeCount);
  const rated = new Uint32Array(nodeCount);
  const floor = Math.max(options.nodeLimit, Math.ceil(nodeCount / options.shrinkFactor));
  let clusters = nodeCount;
  for (let i = 0; i < nodeCount && clusters > floor; i++) {
    const node = order[i];
    if (joined[node] === 1) continue;
    let ratedCount = 0;
    for (let j = netStart[node]; j < netStart[node + 1]; j++) {
      const net = nets[j];
      const first = pinStart[net];
      const end = pinStart[net + 1];
      const size = end - first;
      if (size > maxRatedNetSize) continue;
      const share = netWeight[net] / (size - 1);
      for (let e = first; e < end; e++) {
        const cluster = clusterOf[pins[e]];
        if (score[cluster] === 0) rated[ratedCount++] = cluster;
        score[cluster] += share;
      }
    }
    let best = node;
    let bestScore = 0;
    for (let r = 0; r < ratedCount; r++) {
      const cluster = rated[r];
      const value = score[cluster] / weight[cluster];
      score[cluster] = 0;
      if (cluster === node || value < bestScore) continue;
      if (weight[cluster] + weight[node] > maxNodeWeight) continue;
      if (synapses[cluster] + synapses[node] > maxNodeSynapses) continue;
      if (groupOf !== undefined && groupOf[cluster] !== groupOf[node]) continue;
      if (value === bestScore && weight[cluster] >= weight[best]) continue;
      best = cluster;
      bestScore = value;
    }
    if (best === node) continue;
    clusterOf[node] = best;
    joined[node] = 1;
    joined[best] = 1;
    weight[best] += weight[node];
    synapses[best] += synapses[node];
    clusters--;
  }
  const coarseOf = new Uint32Array(nodeCount);
  const nameOf = new Uint32Array(nodeCount).fill(nodeCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const cluster = clusterOf[node];
    if (nameOf[cluster] === nodeCount) nameOf[cluster] = count++;
    coarseOf[node] = nameOf[cluster]!;
  }
  return { coarseOf, count };
}
