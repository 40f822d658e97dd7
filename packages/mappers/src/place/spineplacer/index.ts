/**
 * Particle swarm placement: every particle is a placement coded as ranks, drawn towards its own best and the best of all.
 *
 * **Source** A. Balaji et al., "Mapping Spiking Neural Networks to Neuromorphic Hardware" (SpiNeMap), IEEE TVLSI 28(1),
 * 2020, doi:10.1109/TVLSI.2019.2951493 (SpiNePlacer); its parameters are not published and its release holds no swarm but a
 * random permutation. Steps and parameters are those of the swarm that Jin et al. ship as a baseline (ASPLOS 2023,
 * doi:10.1145/3582016.3582038, mapping_cpp `PSO.cpp`).
 * **Differs from Jin et al.**
 * - Ranks are decoded with an order-statistic tree, O(n log cores) in place of O(n^2).
 * - Velocities are rounded and kept within the ranks by clusters and cores of a class; a chip may have cores to spare.
 * - `evaluations` bounds the placements costed; particles and iterations are then its root, where the paper's are more. No
 *   time limit of its own (theirs: 3600 s).
 * Neighbouring ranks decode to unrelated placements, so the swarm learns little: their log of InceptionV3 ends 13 % below
 * random placement. It is here to be compared with.
 *
 * Minimises whatever the objective charges a placement. Cost: evaluations * (clusters * log cores + edges); the paper's
 * count is min(2 clusters, 3600)^2. Requires nothing; guarantees a legal placement, the same for the same seed.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { requireCores } from '../common/assign-in-order.ts';
import { evaluationsOption } from '../common/options.ts';
import { swarm } from './swarm.ts';

/** Particles, and iterations, of Jin et al.: twice the clusters, at most so many. */
const MOST_PARTICLES = 3600;

export const spinePlacer = definePass({
  name: 'place/spineplacer',
  summary: 'particle swarm over placements coded as ranks',
  paper:
    'Balaji et al., IEEE TVLSI 2020, doi:10.1109/TVLSI.2019.2951493; Jin et al., ASPLOS 2023 (parameters)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    evaluations: evaluationsOption(
      'min(2 clusters, 3600) particles, each costed once and in as many iterations, as published',
    ),
    inertia: z.number().min(0).max(2).default(0.9).describe('part of its velocity that a particle keeps'),
    own: z
      .number()
      .min(0)
      .max(10)
      .default(2)
      .describe('pull towards the best placement of the particle itself'),
    common: z.number().min(0).max(10).default(2).describe('pull towards the best placement of all'),
  }),
  run(clustered, { evaluations, ...pulls }, ctx) {
    requireCores(clustered);
    const published = Math.max(1, Math.min(2 * clustered.clusterCount, MOST_PARTICLES));
    const budget = evaluations === 0 ? published * (published + 1) : evaluations;
    const particles = Math.min(published, Math.ceil(Math.sqrt(budget)));
    // A budget above the published number is spent on further iterations.
    const iterations = Math.ceil(budget / particles);
    const options = { particles, iterations, evaluations: budget, ...pulls };
    const result = swarm(clustered, options, ctx.rng, watchOf(ctx));
    ctx.stat('evaluations', result.evaluations);
    return makePlaced(clustered, result.coreOf);
  },
});
