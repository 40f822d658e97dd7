import type { Rng } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { anneal } from '../../anneal/anneal.ts';
import { equilibriumTemperature, falling } from '../../anneal/temperatures.ts';
import type { Watch } from '../../watch/watch.ts';
import { ExchangeKernel } from '../common/exchange-kernel.ts';
import { ExchangeProposals } from '../common/exchange-proposals.ts';
import type { FlowGraph } from '../common/flow-graph.ts';
import { stateOnSites } from '../common/swap-cost.ts';
import type { TileDistance } from '../common/tile-distance.ts';
import { costOnSites } from '../common/unicast-cost.ts';
import type { Cells } from './cells.ts';
import { inOrder } from './in-order.ts';

export interface Chip {
  readonly target: Target;
  readonly distance: TileDistance;
}

export interface LevelSearch {
  /** Exchanges proposed. */
  readonly proposals: number;
  /** What the start means: nothing, a shape along the curve, or what a coarser level found. */
  readonly start: 'ids' | 'curve' | 'coarser';
}

/**
 * First temperature, in temperatures at which the start is in balance: below groups, on conv 128, two
 * seeds, 2 ended 0.5 % higher than 4 and 8 5 %; from the curve, on conv 32, three
 * seeds, 4 0.6 % higher than 8, within their spread.
 */
const HEAT = { ids: 4, curve: 8, coarser: 4 };
/** Exchanges weighed to find that temperature. */
const TRIALS = 1024;
/** The last temperature, as a part of the cost per edge: on conv 32 nothing below a tenth gains more than a thousandth. */
const COLD = 0.05;
/** Part of the proposals that aim beside a neighbour in the traffic: 0.75 and 0.97 end as low below groups, within the spread of seeds. */
const DIRECTED = { ids: 0.9, curve: 0.75, coarser: 0.9 };
/** Cells that the window reaches at first, where a coarser level gave the start. */
const REACH = 2;
/** Net entries weighed and exchanges proposed at one temperature, at most. */
const WORK_AT_A_TEMPERATURE = 1 << 20;
const MOST_AT_A_TEMPERATURE = 1 << 14;
/** Temperatures at least, where the proposals are few. */
const TEMPERATURES = 100;

/**
 * Anneals the groups of one level on its cells, under unicast prices between the cells' middles.
 * @param cellOf cellOf[group] = where it starts. @returns where it ends, never dearer at this level.
 */
export function annealLevel(
  chip: Chip,
  graph: FlowGraph,
  cells: Cells,
  cellOf: Uint32Array,
  search: LevelSearch,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const { target } = chip;
  const n = cellOf.length;
  const { flow, idOf } = inOrder(graph, cellOf, cells.count);
  const state = stateOnSites(
    idOf.map((id) => cellOf[id]),
    cells.count,
  );
  const cost = costOnSites(flow, cells, target.ioTile, chip.distance, state);
  const total = cost.total();
  if (total === 0) return cellOf;
  const { start } = search;
  const proposals = new ExchangeProposals(cells, flow, cost, target, { directed: DIRECTED[start], rng });
  const kernel = new ExchangeKernel(cost, proposals, rng);
  const span = Math.ceil(cells.span);
  const reach = start === 'coarser' ? Math.min(proposals.widest, REACH * span) : proposals.widest;
  proposals.reach = reach;
  // Every edge stands in two rows.
  const cold = (2 * COLD * total) / flow.neighbor.length;
  const hot = Math.max(cold, HEAT[start] * equilibriumTemperature(kernel.sample(TRIALS)));
  const workOfProposal = (2 * flow.neighbor.length) / n;
  const atOnce = Math.ceil(
    Math.min(MOST_AT_A_TEMPERATURE, WORK_AT_A_TEMPERATURE / workOfProposal, search.proposals / TEMPERATURES),
  );
  const steps = Math.max(1, Math.ceil(search.proposals / atOnce));
  anneal(
    kernel,
    {
      steps,
      proposals: atOnce,
      temperatures: falling(hot, cold / hot, steps),
      workOfProposal,
      reach: [reach, span],
    },
    // The cost of groups is not that of a placement.
    watch.withoutCost(),
  );
  const result = new Uint32Array(n);
  for (let position = 0; position < n; position++) result[idOf[position]] = kernel.kept[position]!;
  return result;
}
