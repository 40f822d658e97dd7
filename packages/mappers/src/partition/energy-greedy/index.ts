/**
 * partition/energy-greedy: neurons to cores for the least energy of all parts together: neurons, synapses, spikes on the
 * interconnect, and static power of what is in use. The first two are the same for every clustering; a few full cores save static
 * power and cost packets, and this weighs one against the other.
 *
 * The phases, in order: a first clustering by simple means; {@link consolidate}; {@link sweep} until one gains nothing.
 *
 * **Source** our reconstruction after the abstract of T. Titirsha, S. Song, A. Balaji, A. Das, "On the Role of System Software in
 * Energy Management of Neuromorphic Computing", CF 2021, arXiv:2103.12231, doi:10.1145/3457388.3458664, and after the papers of the same
 * group on clustering and placing. The abstract has the parts of the energy and says that a simple heuristic maps neurons and synapses;
 * no step, constant or number of the paper is public to us, and none is claimed.
 * **Differs from the paper** in all that is not known: the first clustering, what is dissolved, the moves, and that packets are
 * priced at the mean distance of a compact placement until they are placed. Every limit is kept.
 * Cost: O(sweeps x neurons x sources x clusters that hear them). Requires nothing; guarantees every limit, and never more modelled
 * energy than the first clustering has.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons } from '../../limits/filling.ts';
import { firstClustering } from '../../limits/first-clustering.ts';
import { consolidate } from './consolidate.ts';
import { energyModel } from './energy-model.ts';
import { EnergyState } from './energy-state.ts';
import { sweep } from './sweep.ts';

const NAME = 'partition/energy-greedy';

export const energyGreedy = definePartitioner({
  name: NAME,
  summary:
    'Weighs packets against static power: dissolves cores, then moves neurons (reconstruction of Titirsha et al.).',
  paper: 'reconstruction after the abstract of Titirsha et al. 2021, arXiv:2103.12231',
  options: z.strictObject({
    sweeps: z
      .int()
      .min(0)
      .max(1000)
      .default(20)
      .describe('Sweeps over all neurons at most; it ends with the first that gains nothing.'),
    consolidate: z
      .enum(['yes', 'no'])
      .default('yes')
      .describe(
        'Whether cores are dissolved into others where that saves more static energy than packets cost.',
      ),
  }),
  run({ problem, options, ctx, watch }) {
    const filling = firstClustering(problem, NAME, ctx);
    const model = energyModel(problem, filling.tracker.clusterCount);
    const state = new EnergyState(problem, filling, model);
    ctx.stat('firstPj', state.total());
    if (options.consolidate === 'yes') ctx.stat('dissolved', consolidate(state, watch));
    const neurons = chipNeurons(problem);
    let done = 0;
    for (; done < options.sweeps; done++)
      if (sweep(state, neurons, ctx.rng, watch) === 0 || watch.isOver) break;
    ctx.stat('sweeps', done);
    ctx.stat('modelledPj', state.total());
    return filling;
  },
});
