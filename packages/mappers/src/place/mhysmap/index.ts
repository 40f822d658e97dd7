/**
 * Placement under the multicast objective of M-HySMap: J = alpha * hops + beta * largest load + gamma * variance of the
 * loads of all links, where every spike runs once over the union of its XY routes.
 *
 * **Source** Khorasanian, "Beyond Edge Cuts: Activity-Weighted Multicast Hypergraph Mapping for Spiking Neural Networks on
 * Mesh NoCs", arXiv:2608.26223, 2026; steps as in the clone amineux/HySMap. Of the paper the abstract is public.
 * **Differs from the clone**
 * - Clusters stay as they are: its moves of neurons between them are left out (`refine/joint` moves neurons, under the
 *   objective of the run). So less is gained than the 10.6 to 19.6 % of hops below Activity+QAP of the paper.
 * - Pairs are scored by their exact gain, from the nets of both clusters alone; the clone routes everything anew. Sums of
 *   loads and of their squares are kept, so that the variance costs nothing.
 * - Every start descends by packets first (its Activity+QAP), then by J; the best of all is kept, its portfolio.
 *
 * Its hops are those of `--objective hops` on a chip with `multicast: tree`, to the last packet; largest load and variance
 * come on top, and chips without trees are placed as if they had them. Minimises J whatever the objective of the run.
 * Cost: a step O(cores^2 * links of the nets of two clusters): for tens to some hundred cores. Requires nothing; guarantees a
 * legal placement, the same for the same seed.
 */
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { descend } from '../common/best-exchanges.ts';
import { coresOfClasses } from '../common/cores-of-classes.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { exchangeWork } from '../common/exchange-work.ts';
import { evaluationsOption, startsOption } from '../common/options.ts';
import { startOf } from '../common/starts.ts';
import { placementState } from '../common/swap-cost.ts';
import { tileDistance } from '../common/tile-distance.ts';
import { unicastCost } from '../common/unicast-cost.ts';
import { TreeLoads } from './tree-loads.ts';

const weight = (usual: number, what: string) => z.number().min(0).max(1e6).default(usual).describe(what);

export const mhysmap = definePass({
  name: 'place/mhysmap',
  summary: 'exchanges under multicast hops, the busiest link and the variance of the loads',
  paper: 'Khorasanian, arXiv:2608.26223, 2026 (M-HySMap)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    alpha: weight(1, 'price of a packet on a link of its tree'),
    beta: weight(0.1, 'price of a packet on the busiest link'),
    gamma: weight(0.01, 'price of the variance of the packets over all links'),
    starts: startsOption(10_000, 'starts: along a Hilbert curve, by id, the rest random', 3),
    evaluations: evaluationsOption('until no exchange improves, from every start').describe(
      'exchanges weighed at most; 0: until none improves, from every start',
    ),
  }),
  run(clustered, { starts, evaluations, ...prices }, ctx) {
    const watch = watchOf(ctx);
    const classes = coresOfClasses(clustered.problem.target);
    const work = exchangeWork(clustered) * clustered.problem.target.topology.columns;
    let left = evaluations === 0 ? Infinity : evaluations;
    let best: TreeLoads | null = null;
    let swaps = 0;
    for (let start = 0; start < starts && (best === null || left > 0); start++) {
      if (best !== null && !watch.mayGoOn(start / starts)) break;
      const byPackets = packetsFrom(clustered, startOf(clustered, start, ctx.rng));
      const first = descend(byPackets, classes, left, work, watch.withoutShare());
      left -= first.evaluations;
      const state = new TreeLoads(clustered, byPackets.coreOf, prices);
      const then = descend(state, classes, left, work, watch.withoutShare());
      left -= then.evaluations;
      swaps += first.swaps + then.swaps;
      if (best === null || state.value < best.value) best = state;
    }
    ctx.stat('swaps', swaps);
    ctx.stat('j', best!.value);
    return makePlaced(clustered, best!.coreOf);
  },
});

/** Packets times hops of unicast: the seed's cost, whatever the chip and the objective. */
function packetsFrom(clustered: Clustered, start: Uint32Array) {
  const { target } = clustered.problem;
  const distance = tileDistance(target, new Float64Array(target.topology.linkKinds.length).fill(1));
  return unicastCost(flowGraph(clustered.traffic.graph), target, distance, placementState(clustered, start));
}
