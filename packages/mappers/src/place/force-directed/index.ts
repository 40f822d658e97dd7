/**
 * Places clusters along a Hilbert curve, then lets neighbours exchange their cores wherever
 * that lowers a potential of the traffic, the most tense pairs first.
 *
 * **Source** O. Jin, Q. Xing, Y. Li, S. Deng, S. He, G. Pan, "Mapping Very Large Scale Spiking Neuron
 * Network to Neuromorphic Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038.
 * **Differs from the paper**
 * - A pair that was not touched keeps its stored tension instead of being computed anew each round:
 *   the same queue (see `relax.ts`).
 * - Equal tensions are ordered by the pair's number; the paper's order depends on its sort. It
 *   matters under p1 and p3 only, whose tensions are integers.
 * - Hops may have unlike prices along x and y; packets to the i/o port pull, too.
 * - Several cores on a tile, and topologies other than a mesh, use exact gains (not p1, p3).
 * - The potential of M. Ronzani, C. Silvano (AxonFlow, 2026), which counts a hop at least, is `max1`: with one core to a tile
 *   it is p0. Their batches, and forces from nets rather than pairs, change the order of the exchanges, not the potential.
 * - Dead cores and exchanges across core classes are left out.
 * Optimises the unicast cost, also where the chip multicasts: `refine/anneal` knows trees.
 *
 * Cost: each exchange O(degree); each round O(pairs with a gain). Every exchange lowers the potential.
 * Requires nothing; guarantees a legal placement, under p0 never dearer than its start.
 */
import { raw } from '@nmap/kernels';
import type { NmapError } from '@nmap/ir';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { failure } from '../../limits/failure.ts';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { GeneralCost } from '../common/general-cost.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { orderOption } from '../common/options.ts';
import { shuffledCores } from '../common/starts.ts';
import { placementState } from '../common/swap-cost.ts';
import { unicastCost } from '../common/unicast-cost.ts';
import { tileDistance } from '../common/tile-distance.ts';
import { AnyTension } from './any-tension.ts';
import { GridForces } from './grid-forces.ts';
import { POTENTIALS, atLeastAHop } from './potentials.ts';
import { relax } from './relax.ts';

export const forceDirected = definePass({
  name: 'place/force-directed',
  summary: 'Hilbert curve, then exchanges of neighbours by tension',
  paper: 'Jin et al., ASPLOS 2023, doi:10.1145/3582016.3582038',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    start: z
      .enum(['hilbert', 'random'])
      .default('hilbert')
      .describe('placement that the exchanges begin with'),
    potential: z
      .enum(POTENTIALS)
      .default('p0')
      .describe(
        'p0, p2 = packets * distance; p1 = distance squared, p3 = dx^2 + dy^2, both whatever the packets; max1 = packets * max(1 hop, distance)',
      ),
    share: z.number().gt(0).max(1).default(0.3).describe('part of the queue that a round tries'),
    order: orderOption,
  }),
  run(clustered, options, ctx) {
    const { problem } = clustered;
    const { target } = problem;
    const cores =
      options.start === 'hilbert' ? coresFor(clustered, 'hilbert') : shuffledCores(clustered, ctx.rng);
    const start = assignInOrder(clustered, clusterOrder(clustered, options.order), cores);

    const prices = pricePerHop(problem);
    const distance = tileDistance(target, prices);
    const flow = flowGraph(clustered.traffic.graph);
    const state = placementState(clustered, start);
    const onGrid =
      distance.kind === 'plane' && isOneCorePerTile(raw(target.tileOf), target.topology.tileCount);
    const { potential } = options;
    if (!onGrid && (potential === 'p1' || potential === 'p3')) throw needsGrid(potential);
    const inPackets = potential === 'p2' || potential === 'max1' ? 'p0' : potential;
    const model = onGrid
      ? new GridForces(clustered, flow, distance, inPackets, state)
      : new AnyTension(
          clustered,
          flow,
          potential === 'max1'
            ? new GeneralCost(
                flow,
                raw(target.tileOf),
                target.ioTile,
                atLeastAHop(target, distance, prices),
                state,
              )
            : unicastCost(flow, target, distance, state),
        );
    const { rounds, swaps } = relax(model, options.share, watchOf(ctx));
    ctx.stat('rounds', rounds);
    ctx.stat('swaps', swaps);
    return makePlaced(clustered, model.coreOf);
  },
});

function isOneCorePerTile(tileOf: Uint32Array, tileCount: number): boolean {
  const used = new Uint8Array(tileCount);
  for (const tile of tileOf) if (used[tile]++ > 0) return false;
  return true;
}

function needsGrid(potential: string): NmapError {
  return failure('input', {
    code: 'E1405',
    where: 'place/force-directed',
    message: `potential ${potential} needs a mesh with one core per tile.`,
    have: potential,
    hint: 'Use potential=p0.',
  });
}
