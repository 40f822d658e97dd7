/**
 * One multilevel cycle: coarsen, partition the coarsest graph, refine on the way back.
 *
 * **Source** G. Karypis, V. Kumar, VLSI Design 11(3), 2000, doi:10.1155/2000/19436.
 */
import type { Rng } from '@nmap/kernels';
import { agglomerate } from './agglomerate.ts';
import { annealGains, type AnnealOptions } from '../../kway/anneal-gains.ts';
import { byKernels } from './by-kernels.ts';
import { coarsen } from '../../hierarchy/coarsen.ts';
import { coarsestOf, project, uncoarsen, type Hierarchy } from '../../hierarchy/levels.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import { recursiveBisection, type InitialOptions } from '../../kway/initial.ts';
import type { Watch } from '../../watch/watch.ts';
import { rebalance } from '../../kway/rebalance.ts';
import { refineKway, type FmOptions } from '../../kway/refine-kway.ts';
import { PartitionState, type PartLimits } from '../../kway/state.ts';

export interface CycleOptions {
  /** Coarsening ends at this many nodes per part. */
  readonly nodesPerPart: number;
  readonly maxRatedNetSize: number;
  readonly shrinkFactor: number;
  readonly initial: InitialOptions;
  /** Begin from below as well, and go on from the better beginning. */
  readonly agglomerates: boolean;
  readonly fm: FmOptions;
  /** Of the coarsest graph. */
  readonly anneal: AnnealOptions;
}

/** A partition of one level. */
export interface Partitioned {
  /** part[node]. */
  readonly part: Uint32Array;
  /** Connectivity. */
  readonly cost: number;
  /** Every part is within its limits. */
  readonly legal: boolean;
}

/** The one within its limits before one that is not; then the cheaper; then the first. */
export function better<P extends Pick<Partitioned, 'cost' | 'legal'>>(a: P, b: P): P {
  if (a.legal !== b.legal) return a.legal ? a : b;
  return b.cost < a.cost ? b : a;
}

/** A partition from nothing. */
export function multilevelCycle(
  graph: Hypergraph,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
  watch: Watch,
): Partitioned {
  const levels = coarsen(graph, coarsening(graph, limits, options), rng, watch);
  const start = initialPartition(coarsestOf(levels), limits, options, rng, watch);
  return refineUp(levels, start, limits, options, rng, watch);
}

/** How far, and how evenly, a graph is coarsened so that its parts can still be balanced. */
export function coarsening(
  graph: Hypergraph,
  limits: PartLimits,
  { nodesPerPart, maxRatedNetSize, shrinkFactor }: CycleOptions,
) {
  const partCount = limits.maxWeight.length;
  const nodeLimit = Math.max(nodesPerPart, 2) * partCount;
  const smallest = limits.maxWeight.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    nodeLimit,
    maxNodeWeight: Math.max(
      1,
      Math.min(Math.ceil((3.25 * graph.totalWeight) / nodeLimit), Math.floor(smallest / 4)),
    ),
    maxNodeSynapses: limits.maxSynapses.reduce((a, b) => Math.min(a, b), Infinity) / 8,
    maxRatedNetSize,
    shrinkFactor,
  };
}

/** From a partition of the coarsest level, annealed, to one of the finest, refined on each level. */
export function refineUp(
  { graphs, coarseOf }: Hierarchy<Hypergraph>,
  coarsestPart: Uint32Array,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
  watch: Watch,
): Partitioned {
  const top = coarseOf.length;
  return uncoarsen(
    top,
    coarsestPart,
    (part, level) => {
      const state = new PartitionState(graphs[level], limits.maxWeight.length, part, limits);
      const legal = rebalance(state, watch);
      if (legal && level === top) annealGains(state, options.anneal, rng, watch.withoutShare().withoutCost());
      refineKway(state, options.fm, rng, watch);
      return { part: state.part, cost: state.cost, legal };
    },
    ({ part }, level) => project(part, coarseOf[level]),
  );
}

/** From above, or with every group of kernels apart; or, where that did not end within the limits or both are asked for, the better of both ways to begin. */
function initialPartition(
  graph: Hypergraph,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const refined = (part: Uint32Array): Partitioned => {
    const state = new PartitionState(graph, limits.maxWeight.length, part, limits);
    const legal = rebalance(state, watch);
    refineKway(state, options.fm, rng, watch);
    return { part: state.part, cost: state.cost, legal };
  };
  let fromAbove = refined(recursiveBisection(graph, limits, options.initial, rng, watch));
  if (graph.kernels !== null && watch.mayGoOn()) {
    const apart = byKernels(graph, limits, options.initial, rng, watch);
    if (apart !== null) fromAbove = better(fromAbove, refined(apart));
  }
  if (fromAbove.legal && !(options.agglomerates && watch.mayGoOn())) return fromAbove.part;
  return better(fromAbove, refined(agglomerate(graph, limits, options, rng, watch))).part;
}
