/**
 * The partitioner under the counting limits, for graphs of any size: direct k-way where
 * the gain table fits into memory, else bisected until it does.
 */
import type { Rng } from '@nmap/kernels';
import { annealGains, type AnnealOptions } from '../../kway/anneal-gains.ts';
import { levelNodes } from '../../hierarchy/cluster-nodes.ts';
import { coarsen } from '../../hierarchy/coarsen.ts';
import { evolve, type EvolveOptions } from './evolve.ts';
import { extract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { coarsestOf, liftToCoarsest, project } from '../../hierarchy/levels.ts';
import { bisectParts, dealInOrder } from '../../kway/initial.ts';
import type { Watch } from '../../watch/watch.ts';
import { rebalance } from '../../kway/rebalance.ts';
import { refineKway, type FmOptions } from '../../kway/refine-kway.ts';
import { PartitionState, limitsOfParts, type PartLimits } from '../../kway/state.ts';
import { coarsening, type Partitioned } from './vcycle.ts';

export interface PartitionOptions extends EvolveOptions {
  /** What evolution is of the whole search, for the share that is told. */
  readonly share: number;
  /** Rounds of the tournament. */
  readonly rounds: number;
  /** Level that evolves: the finest, or the one below, where a cycle costs a fraction and finds a little less. */
  readonly evolve: 'finest' | 'below';
  /** Of the finest level. */
  readonly fmFinest: FmOptions;
  readonly annealFinest: AnnealOptions;
  /** Anneal the finest level also where coarse levels decide nearly everything. */
  readonly annealsStructured: boolean;
}

/** Cells of the gain table and the pin counts together: up to 6 bytes each. Chosen so that 100,000 neurons go to 400 cores directly. */
const MOST_CELLS = 96_000_000;

/**
 * Share of the pins that one level of coarsening leaves. Above the first, no two neurons have much in common:
 * coarse levels cost as much as the finest and teach nothing, annealing does it all (random networks: 0.97). Above the
 * second, independent partitions have little in common (a liquid: 0.89; convolutions and small worlds: 0.3 to 0.5).
 */
const UNSTRUCTURED = 0.95;
const WEAKLY_STRUCTURED = 0.75;
/** What annealing gets of the time that coarse levels do not take then. */
const UNSTRUCTURED_SHARE = 6;

/**
 * part[node]; parts may be empty, and over their limits only where nothing else was found.
 * @param known a partition into as many parts, which saves the search one of its own.
 */
export async function partitionGraph(
  graph: Hypergraph,
  limits: PartLimits,
  options: PartitionOptions,
  rng: Rng,
  watch: Watch,
  known: Uint32Array | null = null,
): Promise<Uint32Array> {
  const partCount = limits.maxWeight.length;
  if (partCount <= 1) return new Uint32Array(graph.nodeCount);
  if (!watch.mayGoOn()) return dealInOrder(graph, limits.maxWeight);
  if ((graph.nodeCount + graph.netCount) * partCount <= MOST_CELLS) {
    return partitionKway(graph, limits, options, rng, watch, known);
  }
  const middle = (partCount + 1) >> 1;
  const side = bisectParts(graph, 0, middle, partCount, limits, options.cycle.initial, rng, watch);
  const part = new Uint32Array(graph.nodeCount);
  for (let half = 0; half < 2; half++) {
    const first = half === 0 ? 0 : middle;
    const end = half === 0 ? middle : partCount;
    const inner = extract(graph, side, half);
    const before = half === 0 ? 0 : graph.nodeCount - inner.graph.nodeCount;
    const innerPart = await partitionGraph(
      inner.graph,
      limitsOfParts(limits, first, end),
      options,
      rng,
      // The cost of a piece is not one of the whole.
      watch.part(before / graph.nodeCount, (before + inner.graph.nodeCount) / graph.nodeCount).withoutCost(),
    );
    for (let node = 0; node < innerPart.length; node++) part[inner.nodes[node]] = first + innerPart[node];
  }
  return part;
}

/** Evolution on the finest level or on the one below; then the finest level itself. */
async function partitionKway(
  graph: Hypergraph,
  limits: PartLimits,
  options: PartitionOptions,
  rng: Rng,
  watch: Watch,
  known: Uint32Array | null,
): Promise<Uint32Array> {
  const { cycle, fmFinest } = options;
  const evolving = watch.part(0, options.share);
  const goal = coarsening(graph, limits, cycle);
  const oneLevel = levelNodes(graph, goal);
  const levels = coarsen(graph, { ...goal, nodeLimit: oneLevel }, rng, watch, known ?? undefined);
  // Stopped before there are levels: all that follows would work on the finest one.
  if (!watch.mayGoOn()) return dealInOrder(graph, limits.maxWeight);
  const coarse = coarsestOf(levels);
  const pinsLeft = coarse.pins.length / Math.max(1, graph.pins.length);
  let state =
    coarse !== graph && pinsLeft > UNSTRUCTURED
      ? refined(graph, limits, known?.slice() ?? deal(graph, limits, rng), fmFinest, rng, watch)
      : null;
  const share = state === null ? 1 : UNSTRUCTURED_SHARE;
  if (state === null) {
    const rounds = pinsLeft > WEAKLY_STRUCTURED ? Math.min(1, options.rounds) : options.rounds;
    let part: Uint32Array;
    if (options.evolve === 'finest')
      part = (await evolve(graph, limits, rounds, options, rng, evolving)).part;
    else {
      const ahead = known === null ? null : entrant(coarse, limits, liftToCoarsest(levels, known), watch);
      const evolved = await evolve(coarse, limits, rounds, options, rng, evolving, ahead);
      part = levels.coarseOf.reduceRight((coarser, map) => project(coarser, map), evolved.part);
    }
    state = refined(graph, limits, part, fmFinest, rng, watch);
    if (state === null) return part;
  }
  if (pinsLeft <= WEAKLY_STRUCTURED && !options.annealsStructured) return state.part;
  const { sweeps, work, rise } = options.annealFinest;
  const effort = { sweeps: sweeps * share, work: work * share, rise };
  annealGains(state, effort, rng, watch.part(options.share, 1));
  refineKway(state, fmFinest, rng, watch);
  return state.part;
}

/** The partition within its limits and after FM; null where it could not be brought there. */
function refined(
  graph: Hypergraph,
  limits: PartLimits,
  part: Uint32Array,
  fm: FmOptions,
  rng: Rng,
  watch: Watch,
): PartitionState | null {
  const state = new PartitionState(graph, limits.maxWeight.length, part, limits);
  if (!rebalance(state, watch)) return null;
  refineKway(state, fm, rng, watch);
  return state;
}

/** A partition found elsewhere, as it takes part in a tournament. */
function entrant(graph: Hypergraph, limits: PartLimits, part: Uint32Array, watch: Watch): Partitioned {
  const state = new PartitionState(graph, limits.maxWeight.length, part, limits);
  const legal = rebalance(state, watch);
  return { part: state.part, cost: state.cost, legal };
}

/** Nodes in random order, each to the part with the most room. */
function deal(graph: Hypergraph, { maxWeight }: PartLimits, rng: Rng): Uint32Array {
  const order = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
  const room = maxWeight.slice();
  const part = new Uint32Array(graph.nodeCount);
  for (const node of rng.shuffle(order)) {
    let roomiest = 0;
    for (let p = 1; p < room.length; p++) if (room[p] > room[roomiest]) roomiest = p;
    part[node] = roomiest;
    room[roomiest] -= graph.nodeWeight[node];
  }
  return part;
}
