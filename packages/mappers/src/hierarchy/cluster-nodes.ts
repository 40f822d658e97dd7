/**
 * One step of coarsening: who joins whom. Each node in turn joins the cluster that it shares most net weight with,
 * for the weight of the cluster.
 *
 * **Source** Heavy-edge rating sum of w(e) / (|e| - 1): G. Karypis, V. Kumar,
 * "Multilevel k-way Hypergraph Partitioning", VLSI Design 11(3), 2000,
 * doi:10.1155/2000/19436. Joining clusters instead of pairs, with a weight limit:
 * L. Gottesbueren et al., "Scalable Shared-Memory Hypergraph Partitioning", ALENEX 2021,
 * doi:10.1137/1.9781611976472.2.
 * **Differs from the papers** One sequential sweep in random order; nets above
 * `maxRatedNetSize` pins are not rated (they tell nothing about who belongs together
 * and would cost |e|^2); ties go to the lighter, then the first seen cluster. On a large graph several
 * sweeps, each joining the clusters of the one before, make one level, so that no memory goes
 * into the levels in between; a cluster rates a sample of its nets.
 *
 * Cost of a sweep: sum of |e|^2 over the rated nets; of a large graph at most SAMPLED_PINS.
 */
import { groupMembers, type GroupMembers, type Rng } from '@nmap/kernels';
import type { Watch } from '../watch/watch.ts';
import { ClusterKernels } from './cluster-kernels.ts';
import type { Hypergraph } from './hypergraph.ts';

export interface CoarsenOptions {
  /** Stop at this many nodes. */
  readonly nodeLimit: number;
  /** No coarse node holds more neurons than this. */
  readonly maxNodeWeight: number;
  /** No coarse node holds more synapses than this; of stored weights, no node that is joined grows beyond it. */
  readonly maxNodeSynapses: number;
  /** Larger nets are not rated. */
  readonly maxRatedNetSize: number;
  /** A sweep leaves at least 1 / this of the clusters. */
  readonly shrinkFactor: number;
}

/** Pins from which on a graph is large: above what the settings of the efforts were chosen on. */
const LARGE_PINS = 5_000_000;
/** A large graph has this many times the nodes of the level above. */
const LARGE_SHRINK = 20;
/**
 * Pins that a sweep over a large graph looks at: this multiple of the graph's, up to so many. On 10 million synapses
 * between random neurons of populations, 25 costs 3 % more connectivity than all (100) in two thirds of the time, 10
 * costs 7 %.
 */
const SAMPLED_SHARE = 25;
const SAMPLED_PINS = 500_000_000;

/** coarseOf[node], dense from 0 to count - 1. */
export interface Clustering {
  readonly coarseOf: Uint32Array;
  readonly count: number;
}

/** Fewest nodes of the level above a graph. */
export function levelNodes(
  { nodeCount, pins }: Hypergraph,
  { nodeLimit, shrinkFactor }: CoarsenOptions,
): number {
  return Math.max(nodeLimit, Math.ceil(nodeCount / (pins.length > LARGE_PINS ? LARGE_SHRINK : shrinkFactor)));
}

/** Joins nodes, in one sweep or, in a large graph, as many as it takes; null = told to stop. */
export function clusterNodes(
  graph: Hypergraph,
  options: CoarsenOptions,
  rng: Rng,
  watch: Watch,
  groupOf: Uint32Array | undefined,
): Clustering | null {
  const fewest = levelNodes(graph, options);
  let clustering: Clustering | null = null;
  for (;;) {
    const before: number = clustering === null ? graph.nodeCount : clustering.count;
    clustering = sweep(
      graph,
      clustering,
      Math.max(fewest, Math.ceil(before / options.shrinkFactor)),
      options,
      rng,
      watch,
      groupOf,
    );
    if (clustering === null || clustering.count <= fewest || clustering.count > 0.98 * before)
      return clustering;
    if (graph.pins.length <= LARGE_PINS) return clustering;
  }
}

/**
 * One sweep over the clusters, null = single nodes: each joins the one it shares most with, until `fewest` are left.
 * coarseOf[node] is dense from 0, in order of the lowest member. null = told to stop.
 */
function sweep(
  graph: Hypergraph,
  start: Clustering | null,
  fewest: number,
  options: CoarsenOptions,
  rng: Rng,
  watch: Watch,
  groupOf: Uint32Array | undefined,
): Clustering | null {
  const { nodeCount, netCount, pinStart, pins, netWeight, netStart, nets } = graph;
  const { maxNodeWeight, maxNodeSynapses, maxRatedNetSize } = options;
  const { start: memberStart, members } = membersOf(nodeCount, start);
  const startCount = memberStart.length - 1;
  // Nets that a cluster looks at.
  const sampledPins = Math.min(SAMPLED_SHARE * pins.length, SAMPLED_PINS);
  const sampledNets =
    pins.length > LARGE_PINS ? Math.ceil((sampledPins / pins.length) * (netCount / startCount)) : Infinity;
  const order = new Uint32Array(startCount);
  const weight = new Uint32Array(startCount);
  const synapses = new Float64Array(startCount);
  // clusterOf[node] = the cluster at the start that names its cluster
  const clusterOf = new Uint32Array(nodeCount);
  for (let cluster = 0; cluster < startCount; cluster++) {
    order[cluster] = cluster;
    for (let m = memberStart[cluster]; m < memberStart[cluster + 1]; m++) {
      const node = members[m];
      clusterOf[node] = cluster;
      weight[cluster] += graph.nodeWeight[node];
      synapses[cluster] += graph.nodeSynapses[node];
    }
  }
  const kernels = graph.kernels === null ? null : new ClusterKernels(graph.kernels, memberStart, members);
  rng.shuffle(order);
  // joined[cluster] = 1: it named or joined a larger one and stays there
  const joined = new Uint8Array(startCount);
  const score = new Float64Array(startCount);
  const rated = new Uint32Array(startCount);
  let clusters = startCount;
  for (let i = 0; i < startCount && clusters > fewest; i++) {
    const self = order[i];
    if (joined[self] === 1) continue;
    const firstMember = memberStart[self];
    const endMember = memberStart[self + 1];
    const memberStride = Math.ceil((endMember - firstMember) / sampledNets) || 1;
    const netsOfMember = sampledNets / (endMember - firstMember);
    let ratedCount = 0;
    let work = 0;
    for (let m = firstMember; m < endMember; m += memberStride) {
      const node = members[m];
      const netsEnd = netStart[node + 1];
      const netStride = Math.ceil((netsEnd - netStart[node]) / netsOfMember) || 1;
      for (let j = netStart[node] + (i % netStride); j < netsEnd; j += netStride) {
        const net = nets[j];
        const first = pinStart[net];
        const end = pinStart[net + 1];
        const size = end - first;
        if (size > maxRatedNetSize) continue;
        const share = netWeight[net] / (size - 1);
        work += size;
        for (let e = first; e < end; e++) {
          const cluster = clusterOf[pins[e]];
          if (score[cluster] === 0) rated[ratedCount++] = cluster;
          score[cluster] += share;
        }
      }
    }
    if (!watch.spend(work)) return null;
    const group = groupOf === undefined ? 0 : groupOf[members[firstMember]];
    let best = self;
    let bestScore = 0;
    for (let r = 0; r < ratedCount; r++) {
      const cluster = rated[r];
      const value = score[cluster] / weight[cluster];
      score[cluster] = 0;
      if (cluster === self || value < bestScore) continue;
      if (weight[cluster] + weight[self] > maxNodeWeight) continue;
      if (
        kernels === null
          ? synapses[cluster] + synapses[self] > maxNodeSynapses
          : !kernels.mayJoin(self, cluster, maxNodeSynapses)
      )
        continue;
      if (groupOf !== undefined && groupOf[members[memberStart[cluster]]] !== group) continue;
      if (value === bestScore && weight[cluster] >= weight[best]) continue;
      best = cluster;
      bestScore = value;
    }
    if (best === self) continue;
    for (let m = firstMember; m < endMember; m++) clusterOf[members[m]] = best;
    joined[self] = 1;
    joined[best] = 1;
    weight[best] += weight[self];
    synapses[best] += synapses[self];
    kernels?.join(self, best);
    clusters--;
  }
  const coarseOf = clusterOf;
  const nameOf = new Uint32Array(startCount).fill(startCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const cluster = clusterOf[node];
    if (nameOf[cluster] === startCount) nameOf[cluster] = count++;
    coarseOf[node] = nameOf[cluster]!;
  }
  return { coarseOf, count };
}

/** The nodes of every cluster; null = each node alone. */
function membersOf(nodeCount: number, clustering: Clustering | null): GroupMembers {
  if (clustering !== null) return groupMembers(clustering.coarseOf, clustering.count);
  const start = new Uint32Array(nodeCount + 1);
  for (let node = 0; node <= nodeCount; node++) start[node] = node;
  return { start, members: start.subarray(0, nodeCount) };
}
