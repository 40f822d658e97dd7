/**
 * Pairwise exchange on the quadratic assignment problem: from several placements the best improving exchange of two cores
 * until none improves, then sweeps over neighbouring cores.
 *
 * **Source** the baselines "Edge+QAP" and "Activity+QAP" of Khorasanian, "Beyond Edge Cuts: Activity-Weighted Multicast
 * Hypergraph Mapping for Spiking Neural Networks on Mesh NoCs", arXiv:2608.26223, 2026, as in HySMap (amineux/HySMap).
 * **Differs from HySMap**
 * - The partition is whatever comes in; theirs is a balanced random one with two passes over its boundary.
 * - Exchanges are weighed by their change, O(degree), in place of the whole sum. Cores of a class exchange, empty ones too.
 * - The sweeps over neighbours use the same cost: with one cluster to a tile their potential, max(1, distance), is the
 *   distance.
 *
 * Minimises `flows=activity`: whatever the objective charges a placement; `flows=edge`: synapses between two clusters
 * times the priced way, whatever the spikes. Cost: a step O(cores^2 * degree): for tens to hundreds of cores; `evaluations`
 * bounds the exchanges weighed. Requires nothing; guarantees a legal placement, the same for the same seed.
 */
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { descend } from '../common/best-exchanges.ts';
import { coresOfClasses } from '../common/cores-of-classes.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { exchangeWork } from '../common/exchange-work.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { evaluationsOption, startsOption } from '../common/options.ts';
import { startOf } from '../common/starts.ts';
import { placementState, type SwapCost } from '../common/swap-cost.ts';
import { tileDistance } from '../common/tile-distance.ts';
import { unicastCost } from '../common/unicast-cost.ts';
import { synapseFlows } from './flows.ts';
import { sweepNeighbors } from './sweep-neighbors.ts';

export const qap = definePass({
  name: 'place/qap',
  summary: 'best exchanges of two cores from several starts, then of neighbours',
  paper: 'Khorasanian, arXiv:2608.26223, 2026 (its baselines Edge+QAP and Activity+QAP)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    flows: z
      .enum(['activity', 'edge'])
      .default('activity')
      .describe('between two clusters: their packets, as the objective prices them, or their synapses'),
    starts: startsOption(10_000, 'starts: along a Hilbert curve, by id, the rest random', 7),
    sweeps: z.int().min(0).max(10_000).default(24).describe('most sweeps over neighbouring cores at the end'),
    evaluations: evaluationsOption('until no exchange improves, from every start').describe(
      'exchanges weighed at most; 0: until none improves, from every start',
    ),
  }),
  run(clustered, options, ctx) {
    const watch = watchOf(ctx);
    const costFrom = costOf(clustered, options.flows);
    const classes = coresOfClasses(clustered.problem.target);
    const work = exchangeWork(clustered);
    let left = options.evaluations === 0 ? Infinity : options.evaluations;
    let best: SwapCost | null = null;
    let least = Infinity;
    let swaps = 0;
    for (let start = 0; start < options.starts && left > 0; start++) {
      if (best !== null && !watch.mayGoOn(start / options.starts, least)) break;
      const state = costFrom(startOf(clustered, start, ctx.rng));
      const made = descend(state, classes, left, work, watch.withoutShare());
      left -= made.evaluations;
      swaps += made.swaps;
      const cost = state.total();
      if (cost >= least) continue;
      least = cost;
      best = state;
    }
    if (best === null) return makePlaced(clustered, startOf(clustered, 0, ctx.rng));
    if (!watch.isOver) swaps += sweepNeighbors(clustered, best, options.sweeps, left);
    ctx.stat('swaps', swaps);
    return makePlaced(clustered, best.coreOf);
  },
});

/** @returns a placement under change, with the cost that is descended. */
function costOf(clustered: Clustered, flows: 'activity' | 'edge'): (start: Uint32Array) => SwapCost {
  if (flows === 'activity') return (start) => createSwapCost(clustered, start);
  const { problem } = clustered;
  const flow = synapseFlows(clustered);
  const distance = tileDistance(problem.target, pricePerHop(problem));
  return (start) => unicastCost(flow, problem.target, distance, placementState(clustered, start));
}
