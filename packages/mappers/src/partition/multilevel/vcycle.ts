/**
 * The multilevel cycle: coarsen, partition the coarsest graph (or keep the partition
 * that is being improved), and refine while going back to the finest.
 *
 * **Source** G. Karypis, V. Kumar, VLSI Design 11(3), 2000 (V-cycles restricted to the
 * parts of the partition they improve).
 */
import type { Rng } from '@nmap/kernels';
import { anneal, type AnnealOptions } from './anneal.ts';
import { agglomerate } from './agglomerate.ts';
import { coarsen } from './coarsen.ts';
import type { Hypergraph } from './hypergraph.ts';
import { project, recursiveBisection, type InitialOptions } from './initial.ts';
import { rebalance } from './rebalance.ts';
import { refineKway, type FmOptions } from './refine-kway.ts';
import { PartitionState, type PartLimits } from './state.ts';

export interface CycleOptions {
  /** Coarsening ends at this many nodes per part. */
  readonly nodesPerPart: number;
  readonly maxRatedNetSize: number;
  readonly shrinkFactor: number;
  readonly initial: InitialOptions;
  readonly fm: FmOptions;
  /** Annealing of the coarsest and of the finest level, one after the other; empty = none. */
  readonly annealCoarsest: readonly AnnealOptions[];
  readonly annealFinest: readonly AnnealOptions[];
  /** Asked between rounds: false = come to an end with what there is. */
  readonly keepGoing: () => boolean;
}

/** A full cycle from nothing, or from `start` (kept or improved where it is within limits). */
export function multilevelCycle(
  graph: Hypergraph,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
  start?: Uint32Array,
): PartitionState {
  const partCount = limits.maxWeight.length;
  const nodeLimit = Math.max(options.nodesPerPart * partCount, 2 * partCount);
  const smallest = limits.maxWeight.reduce((a, b) => Math.min(a, b), Infinity);
  const levels = coarsen(
    graph,
    {
      nodeLimit,
      maxNodeWeight: Math.max(
        1,
        Math.min(Math.ceil((3.25 * graph.totalWeight) / nodeLimit), Math.floor(smallest / 4)),
      ),
      maxNodeSynapses: limits.maxSynapses.reduce((a, b) => Math.min(a, b), Infinity) / 8,
      maxRatedNetSize: options.maxRatedNetSize,
      shrinkFactor: options.shrinkFactor,
    },
    rng,
    start,
  );
  const coarsest = levels.length === 0 ? graph : levels[levels.length - 1].graph;
  let part: Uint32Array;
  if (start === undefined) part = initialPartition(coarsest, limits, options, rng);
  else {
    part = start.slice();
    for (const level of levels) {
      const coarse = new Uint32Array(level.graph.nodeCount);
      for (let node = 0; node < part.length; node++) coarse[level.coarseOf[node]] = part[node]!;
      part = coarse;
    }
  }
  for (let level = levels.length; ; level--) {
    const here = level === 0 ? graph : levels[level - 1].graph;
    const state = new PartitionState(here, partCount, part, limits);
    const legal = rebalance(state);
    refineKway(state, options.fm, rng);
    if (legal) {
      const coarsest = level === levels.length && start === undefined && level > 0;
      const schedules = level === 0 ? options.annealFinest : coarsest ? options.annealCoarsest : [];
      for (const schedule of schedules) {
        anneal(state, schedule, rng, options.keepGoing);
        refineKway(state, options.fm, rng);
      }
    }
    if (level === 0) return state;
    part = project(state.part, levels[level - 1].coarseOf);
  }
}

/** The better of both ways to begin, each refined; one within its limits before one that is not. */
function initialPartition(
  graph: Hypergraph,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
): Uint32Array {
  const partCount = limits.maxWeight.length;
  const fromAbove = new PartitionState(
    graph,
    partCount,
    recursiveBisection(graph, limits, options.initial, rng),
    limits,
  );
  const aboveLegal = rebalance(fromAbove);
  refineKway(fromAbove, options.fm, rng);
  const fromBelow = new PartitionState(graph, partCount, agglomerate(graph, limits, options, rng), limits);
  const belowLegal = rebalance(fromBelow);
  const below = belowLegal === aboveLegal ? fromBelow.cost < fromAbove.cost : belowLegal;
  return below ? fromBelow.part : fromAbove.part;
}
