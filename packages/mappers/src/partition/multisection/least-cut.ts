import type { Rng } from '@nmap/kernels';
import { connectivity, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { annealGains } from '../../kway/anneal-gains.ts';
import { plainCycle } from '../../kway/plain-cycle.ts';
import { rebalance } from '../../kway/rebalance.ts';
import { refineKway } from '../../kway/refine-kway.ts';
import { PartitionState, type PartLimits } from '../../kway/state.ts';
import type { Watch } from '../../watch/watch.ts';

export interface CutEffort {
  /** Cycles. */
  readonly starts: number;
  /** Proposals per node in the annealing that follows. */
  readonly sweeps: number;
}

/** One way of dealing cores to the parts of a chip. */
export interface Side {
  /** Cores of each part. */
  readonly shares: readonly number[];
  readonly limits: PartLimits;
}

/** As METIS goes, with twice the nodes: parts are few. */
const CYCLE = { nodesPerPart: 30, tries: 4, fm: { rounds: 10, seeds: 15, patience: 1, minGain: 0.001 } };
/** Sweeps times pins: a second or two. */
const MOST_WORK = 30e6;
/** As `partition/multilevel` anneals what it has found. */
const RISE = 0.05;
/** Cells of the gain table and the pin counts together, as in a cycle. */
const MOST_CELLS = 96_000_000;

/**
 * The cut with the fewest spikes across, one that keeps its limits before any other: a cycle from every start, the ways of sharing in turn;
 * the best is annealed.
 */
export function leastCut(
  graph: Hypergraph,
  sides: readonly Side[],
  { starts, sweeps }: CutEffort,
  rng: Rng,
  watch: Watch,
): { readonly part: Uint32Array; readonly side: Side } {
  const silent = watch.withoutShare().withoutCost();
  let best: { part: Uint32Array; side: Side } | null = null;
  let least = { over: Infinity, cost: Infinity };
  for (let start = 0; start < Math.max(starts, sides.length) && (best === null || !watch.isOver); start++) {
    const side = sides[start % sides.length];
    const part = plainCycle(graph, side.limits, CYCLE, rng, silent);
    const cost = connectivity(graph, part, side.shares.length);
    const over = overload(graph, part, side.limits);
    if (best !== null && (over > least.over || (over === least.over && cost >= least.cost))) continue;
    best = { part, side };
    least = { over, cost };
    if (over === 0 && cost === 0) break;
  }
  const { part, side } = best!;
  const parts = side.shares.length;
  const isAffordable = (graph.nodeCount + graph.netCount) * parts <= MOST_CELLS;
  if (least.over > 0 || least.cost === 0 || sweeps === 0 || watch.isOver || !isAffordable) return best!;
  const state = new PartitionState(graph, parts, part, side.limits);
  if (!rebalance(state, silent)) return best!;
  annealGains(state, { sweeps, work: MOST_WORK, rise: RISE }, rng, silent);
  refineKway(state, CYCLE.fm, rng, silent);
  return { part: state.part, side };
}

/** Neurons beyond the limits of their parts, and synapses where each is stored once. */
function overload(graph: Hypergraph, part: Uint32Array, { maxWeight, maxSynapses }: PartLimits): number {
  const neurons = maxWeight.slice();
  const synapses = maxSynapses.slice();
  for (let node = 0; node < graph.nodeCount; node++) {
    neurons[part[node]] -= graph.nodeWeight[node];
    synapses[part[node]] -= graph.nodeSynapses[node];
  }
  const over = (column: Float64Array): number => column.reduce((sum, left) => sum + Math.max(0, -left), 0);
  return over(neurons) + (graph.kernels === null ? over(synapses) : 0);
}
