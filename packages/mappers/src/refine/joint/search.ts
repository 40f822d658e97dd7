/**
 * The cycles of joint refinement: group the neurons of each core, anneal the groups, then ever smaller
 * groups, then the neurons; and again, with other groups and twice as long.
 */
import type { Rng } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { coarsen } from '../../hierarchy/coarsen.ts';
import { liftToCoarsest, project, uncoarsen, type Hierarchy } from '../../hierarchy/levels.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import type { Watch } from '../../watch/watch.ts';
import { anneal } from './anneal.ts';
import type { Parts } from '../../routed/parts.ts';
import { Proposals, partNeighbors } from './proposals.ts';
import { contractNets, type RoutedNets } from '../../routed/routed-nets.ts';
import { RoutedState } from '../../routed/state.ts';

export interface SearchInput {
  readonly target: Target;
  readonly parts: Parts;
  /** The same nodes twice: undirected, to group them; directed, to price them. */
  readonly graph: Hypergraph;
  readonly nets: RoutedNets;
  /** The nodes stand for several neurons each. */
  readonly isOfUnits: boolean;
  /** partOf[node] at the start. */
  readonly partOf: Uint32Array;
}

export interface SearchResult {
  readonly partOf: Uint32Array;
  readonly cost: number;
}

/** Sweeps of each level in the first cycle, and proposals where these are more: small networks cost next to nothing. */
const FIRST_SWEEPS = 25;
const FIRST_PROPOSALS = 20_000;
/** The same where the largest load costs: spreading a small network takes more of them, and each weighs little. */
const FIRST_BALANCING_PROPOSALS = 200_000;
/** Levels get equal work: groups, with fewer pins, up to this many times the sweeps of the neurons. */
const MOST_GROUP_SWEEPS = 10;
/** Sweeps times pins of the finest level in the first cycle: some seconds. Binds above four million synapses. */
const FIRST_WORK = 1e8;
/** The same where the largest load costs: a proposal weighs three times as much, and most are accepted until the load is spread. */
const FIRST_BALANCING_WORK = 1.5e7;
/** Coarsening ends at so many groups per core; of 10, 20 and 40 the best by a little. */
const GROUPS_PER_PART = 20;
/** Larger nets say little about who belongs together and cost the square of their size. */
const MAX_RATED_NET_SIZE = 1000;
/**
 * Shares of worsening proposals that pass at the first and last temperature. Hotter neurons lose the order that
 * the groups found; hotter groups lose that of the placement. Chosen on three networks,
 * 0.02 to 0.2 for groups and 0.005 to 0.06 for neurons.
 */
const HOT_GROUPS = 0.06;
const HOT_NEURONS = 0.04;
const COLD = 0.001;
/** Of so many units, fewer sweeps than this are all downhill: what heat would cost is not won back. */
const SWEEPS_OF_HOT_UNITS = 40;

/** The best placement of all cycles, never dearer than the start. */
export function search(
  input: SearchInput,
  { cycles, effort }: { readonly cycles: number; readonly effort: number },
  rng: Rng,
  watch: Watch,
): SearchResult {
  const { graph, nets, parts, target } = input;
  const beside = partNeighbors(parts, target);
  let partOf = input.partOf;
  let cost = Infinity;
  // Cycle c has 2^c of the 2^cycles - 1 shares of the work.
  const shares = 2 ** cycles - 1;
  const { perStepNs, perBusiestLink } = parts.prices;
  const isBalanced = perStepNs !== null || perBusiestLink > 0;
  const fewest = isBalanced ? FIRST_BALANCING_PROPOSALS : FIRST_PROPOSALS;
  const usedParts = new Set(partOf).size;
  const affordable = (isBalanced ? FIRST_BALANCING_WORK : FIRST_WORK) / Math.max(1, nets.pins.length);
  // Units are groups already. Where few sweeps are paid for, all of them go to the units: on VGG-16 in blocks (4.2 million
  // targets, 24 sweeps) 12 CPU s end where groups and units in turn end after 32.
  const findsGroups = !input.isOfUnits || affordable >= FIRST_SWEEPS;
  for (let cycle = 0; cycle < cycles && !watch.isOver; cycle++) {
    const length = 2 ** cycle;
    const levels = findsGroups
      ? groupWithinParts(graph, partOf, usedParts, rng, watch)
      : { graphs: [graph], coarseOf: [] };
    // Stopped while grouping, which takes many seconds for a million neurons.
    if (watch.isOver) break;
    const top = levels.coarseOf.length;
    const ofCycle = watch.part((length - 1) / shares, (2 * length - 1) / shares);
    const netsOn = netsOfLevels(nets, levels);
    partOf = uncoarsen(
      top,
      liftToCoarsest(levels, partOf),
      (start, level) => {
        if (watch.isOver) return start;
        const { nodeCount, pins } = netsOn[level];
        const usual = Math.max(FIRST_SWEEPS, fewest / Math.max(1, nodeCount));
        const more = Math.min(MOST_GROUP_SWEEPS, nets.pins.length / Math.max(1, pins.length));
        const sweeps = Math.max(1, Math.floor(effort * length * Math.min(usual, affordable) * more));
        const state = new RoutedState(netsOn[level], parts, target, start);
        // Where nothing could be grouped, neurons are the largest groups there are.
        const hot =
          !findsGroups && sweeps < SWEEPS_OF_HOT_UNITS
            ? COLD
            : level === 0 && top > 0
              ? HOT_NEURONS
              : HOT_GROUPS;
        const ofLevel = ofCycle.part((top - level) / (top + 1), (top - level + 1) / (top + 1));
        anneal(state, new Proposals(state, beside), { sweeps, hot, cold: COLD }, rng, ofLevel);
        cost = state.cost;
        return start;
      },
      (groups, level) => project(groups, levels.coarseOf[level]),
    );
  }
  return { partOf, cost };
}

/** Groups of neurons that share axons, each within one part; from fine to coarse. */
function groupWithinParts(
  graph: Hypergraph,
  partOf: Uint32Array,
  usedParts: number,
  rng: Rng,
  watch: Watch,
): Hierarchy<Hypergraph> {
  const nodeLimit = GROUPS_PER_PART * usedParts;
  const options = {
    nodeLimit,
    maxNodeWeight: Math.max(1, Math.floor((2 * graph.totalWeight) / nodeLimit)),
    maxNodeSynapses: Infinity,
    maxRatedNetSize: MAX_RATED_NET_SIZE,
    shrinkFactor: 2.5,
  };
  return coarsen(graph, options, rng, watch, partOf);
}

/** Nets of every level, the finest first. */
function netsOfLevels(nets: RoutedNets, { graphs, coarseOf }: Hierarchy<Hypergraph>): RoutedNets[] {
  const netsOn = [nets];
  for (const [level, map] of coarseOf.entries())
    netsOn.push(contractNets(netsOn[level], map, graphs[level + 1].nodeCount));
  return netsOn;
}
