/**
 * Coarsening: repeatedly joins nodes that share heavy small nets, so that a cluster of
 * neurons that hear the same axons becomes one node.
 *
 * **Source** G. Karypis, V. Kumar, "Multilevel k-way Hypergraph Partitioning", VLSI Design 11(3),
 * 2000, doi:10.1155/2000/19436; who joins whom: see {@link clusterNodes}.
 *
 * Memory: the pins of all levels, twice. A level of a graph whose nets have a hundred pins keeps nearly all of them
 * for several halvings: large graphs therefore have few levels.
 */
import type { Rng } from '@nmap/kernels';
import type { Watch } from '../watch/watch.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { contract, type Hypergraph } from './hypergraph.ts';
import { lift, type Hierarchy } from './levels.ts';

export interface CoarsenOptions {
  /** Stop at this many nodes. */
  readonly nodeLimit: number;
  /** No coarse node holds more neurons than this. */
  readonly maxNodeWeight: number;
  /** No coarse node holds more synapses than this. */
  readonly maxNodeSynapses: number;
  /** Larger nets are not rated. */
  readonly maxRatedNetSize: number;
  /** A sweep leaves at least 1 / this of the clusters. */
  readonly shrinkFactor: number;
}

/**
 * Levels from fine to coarse; the finest alone where nothing can be joined.
 * Told to stop while nodes are joined, it makes no further levels. `groupOf`, if given, forbids joining nodes of different groups (combining keeps the
 * partition representable that way).
 */
export function coarsen(
  finest: Hypergraph,
  options: CoarsenOptions,
  rng: Rng,
  watch: Watch,
  groupOf?: Uint32Array,
): Hierarchy<Hypergraph> {
  const graphs = [finest];
  const maps: Uint32Array[] = [];
  let graph = finest;
  let groups = groupOf;
  while (graph.nodeCount > options.nodeLimit) {
    const clustering = clusterNodes(graph, options, rng, watch, groups);
    if (clustering === null) break;
    const { coarseOf, count } = clustering;
    // Less than two per cent fewer nodes: the limits bind, further levels only cost time.
    if (count > graph.nodeCount * 0.98) break;
    graph = contract(graph, coarseOf, count);
    if (groups !== undefined) groups = lift(groups, coarseOf, count);
    graphs.push(graph);
    maps.push(coarseOf);
  }
  return { graphs, coarseOf: maps };
}
