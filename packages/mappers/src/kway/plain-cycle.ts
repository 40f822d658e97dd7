/**
 * One multilevel cycle and nothing else, as METIS and its kin go: coarsen, grow an initial partition, refine the boundary on
 * the way back. On a graph whose nets have two pins it minimises the edge cut, on any other connectivity.
 *
 * **Source** G. Karypis, V. Kumar, "A Fast and High Quality Multilevel Scheme for Partitioning Irregular Graphs", SIAM J.
 * Sci. Comput. 20(1), 1998, doi:10.1137/S1064827595287997. **Differs** Nodes join clusters of any size, not pairs; FM keeps
 * exact gains of all parts. Levels whose table of gains would be too large are passed through without refinement.
 */
import type { Rng } from '@nmap/kernels';
import { coarsen } from '../hierarchy/coarsen.ts';
import type { Hypergraph } from '../hierarchy/hypergraph.ts';
import { coarsestOf, project, uncoarsen } from '../hierarchy/levels.ts';
import type { Watch } from '../watch/watch.ts';
import { dealInOrder, recursiveBisection } from './initial.ts';
import { rebalance } from './rebalance.ts';
import { refineKway, type FmOptions } from './refine-kway.ts';
import { PartitionState, type PartLimits } from './state.ts';

export interface PlainCycleOptions {
  /** Coarsening ends at this many nodes per part. */
  readonly nodesPerPart: number;
  /** Tries on the coarsest graph of each bisection. */
  readonly tries: number;
  readonly fm: FmOptions;
}

/** Cells of the gain table and the pin counts together. */
const MOST_CELLS = 96_000_000;
const MAX_RATED_NET_SIZE = 1000;

/** part[node]; parts may be over their limits only where nothing else was found. */
export function plainCycle(
  graph: Hypergraph,
  limits: PartLimits,
  { nodesPerPart, tries, fm }: PlainCycleOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const partCount = limits.maxWeight.length;
  if (partCount <= 1) return new Uint32Array(graph.nodeCount);
  if (!watch.mayGoOn()) return dealInOrder(graph, limits.maxWeight);
  const nodeLimit = Math.max(2, nodesPerPart) * partCount;
  const smallest = limits.maxWeight.reduce((a, b) => Math.min(a, b), Infinity);
  const levels = coarsen(
    graph,
    {
      nodeLimit,
      // Half as heavy again as the average of the coarsest level, and never more than an eighth of a part.
      maxNodeWeight: Math.max(
        1,
        Math.min(Math.ceil((1.5 * graph.totalWeight) / nodeLimit), Math.floor(smallest / 8)),
      ),
      maxNodeSynapses: limits.maxSynapses.reduce((a, b) => Math.min(a, b), Infinity) / 8,
      maxRatedNetSize: MAX_RATED_NET_SIZE,
      shrinkFactor: 2,
    },
    rng,
    watch,
  );
  const { graphs, coarseOf } = levels;
  const initial = {
    tries,
    bisectNodes: 200,
    maxRatedNetSize: MAX_RATED_NET_SIZE,
    fm: { ...fm, rounds: Math.min(5, fm.rounds) },
  };
  const start = recursiveBisection(coarsestOf(levels), limits, initial, rng, watch);
  return uncoarsen(
    coarseOf.length,
    start,
    (part, level) => {
      const { nodeCount, netCount } = graphs[level];
      if ((nodeCount + netCount) * partCount > MOST_CELLS) return part;
      const state = new PartitionState(graphs[level], partCount, part, limits);
      rebalance(state, watch);
      refineKway(state, fm, rng, watch);
      return state.part;
    },
    (part, level) => project(part, coarseOf[level]),
  );
}
