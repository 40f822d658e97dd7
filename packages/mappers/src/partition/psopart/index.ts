/**
 * partition/psopart: a swarm of partitions that fly towards the best that each and all of them have met. Minimises F =
 * the spikes over synapses between cores; packets between cores are another objective.
 *
 * **Source** PSOPART: A. Das, Y. Wu, K. Huynh, F. Dell'Anna, F. Catthoor, S. Schaafsma, "Mapping of Local and Global
 * Synapses on Spiking Neuromorphic Hardware", DATE 2018, arXiv:1908.08024. Binary particle swarm after J. Kennedy,
 * R. Eberhart, SMC 1997, doi:10.1109/ICSMC.1997.637339.
 * **Parameters** one bit for each neuron and core; 1,000 particles, each of which begins with neurons drawn into random
 * cores with room, as in the authors' scripts; both attractions 2 and velocities within 4, the usual of binary swarms,
 * since the paper's could not be read.
 * **Differs from the paper**
 *  - a particle is always legal: neurons are visited in random order, and each goes to the core of its largest velocity
 *    that still takes it, under every limit, where the published rule draws each bit by itself and needs repair;
 *  - as many cores as the neurons need at least, ceil(n / Nc); more, by an eighth each time, where no particle gets
 *    legal with them;
 *  - spikes are the source's; the released script counts those of the destination and runs a Monte Carlo search instead;
 *  - the end is a number of evaluations of F, so that mappers can be compared at equal effort; fewer particles fly where
 *    all of them would take more memory than 64 M velocities.
 * Cost O(n k + m) an evaluation. Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { flySwarm } from './fly-swarm.ts';

export const psopart = definePartitioner({
  name: 'partition/psopart',
  summary: 'Binary particle swarm on the spikes over synapses between cores, within a budget of evaluations.',
  paper: 'Das et al. 2018, arXiv:1908.08024',
  ownRuleOnly: true,
  options: z.strictObject({
    particles: z.int().min(1).max(100_000).default(1000).describe('Particles of the swarm.'),
    evaluations: z
      .int()
      .min(1)
      .default(10_000)
      .describe(
        'Partitions whose cut is counted, the first of every particle included: the budget of the search.',
      ),
    own: z.number().min(0).max(10).default(2).describe('Attraction to the best that the particle has met.'),
    common: z
      .number()
      .min(0)
      .max(10)
      .default(2)
      .describe('Attraction to the best that any particle has met.'),
    mostVelocity: z
      .number()
      .positive()
      .max(100)
      .default(4)
      .describe('Velocities stay between this and its negative.'),
  }),
  run: ({ problem, options, ctx, watch, pack }) =>
    pack((empty, patient) => flySwarm(problem, empty, options, ctx, { patient, watch })),
});
