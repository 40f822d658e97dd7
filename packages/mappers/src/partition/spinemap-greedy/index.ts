/**
 * partition/spinemap-greedy: grows one core after the other around the neuron of most spikes among those left, always by
 * the neuron that exchanges most spikes with the core so far. Minimises, greedily, F = the spikes over synapses
 * between cores, parallel synapses as one; not packets between cores.
 *
 * **Source** `greedyClustering.py` of the SpiNeMap release (github.com/drexel-DISCO/SpiNeMap): A. Balaji, A. Das, Y. Wu,
 * K. Huynh, F. G. Dell'Anna, G. Indiveri, J. L. Krichmar, N. D. Dutt, S. Schaafsma, F. Catthoor, "Mapping Spiking Neural
 * Networks to Neuromorphic Hardware", IEEE TVLSI 2020, arXiv:1909.01843.
 * **Parameters** neurons of a core (256 in the script): the chip's.
 * **Differs from the script**
 *  - the first neuron of a later core, which the script leaves to chance since all affinities are 0, is the one of most
 *    spikes among those left, the lowest id of equals; `seed=lowest-id` is the script with ties to the lowest id;
 *  - all limits are kept: a neuron that does not fit the open core waits for another, and a core is closed when no neuron
 *    fits it. What fits no core that can be opened ends the pass (partition/greedy finds it another place);
 *  - affinities stand in a heap instead of being summed anew.
 * Cost O((m + n k) log n) for k cores. Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons } from '../../limits/filling.ts';
import { growByAffinity } from '../../limits/grow-clusters.ts';

export const spinemapGreedy = definePartitioner({
  name: 'partition/spinemap-greedy',
  summary: 'Cores grown one by one by spikes exchanged, as the SpiNeMap release does it, by its rule alone.',
  paper: 'Balaji et al. 2020, arXiv:1909.01843 (greedyClustering.py of the release)',
  ownRuleOnly: true,
  options: z.strictObject({
    seed: z
      .enum(['spikes', 'lowest-id'])
      .default('spikes')
      .describe(
        'What a later core begins with: spikes: the neuron of most spikes among those left; lowest-id: the lowest id, as the script does where all affinities are 0.',
      ),
  }),
  run({ problem, options: { seed }, pack }) {
    const growth = { patience: Infinity, ...(seed === 'spikes' ? {} : { laterSeeds: chipNeurons(problem) }) };
    return pack((filling, watch) => void growByAffinity(problem, filling, growth, watch));
  },
});
