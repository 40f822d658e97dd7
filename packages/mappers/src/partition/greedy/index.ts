/**
 * partition/greedy: grows one core after the other around its most talkative neuron,
 * always by the neuron that exchanges most spikes with the core so far. Minimises, greedily,
 * F = the sum over synapses that cross cores of the source's spikes (`cutSpikes`, parallel
 * synapses as one); packets between cores are another objective, for which see partition/multilevel.
 *
 * **Source** the greedy clustering released with SpiNeMap: A. Balaji, A. Das, Y. Wu, K. Huynh, F. G. Dell'Anna,
 * G. Indiveri, J. L. Krichmar, N. D. Dutt, S. Schaafsma, F. Catthoor, "Mapping Spiking Neural Networks
 * to Neuromorphic Hardware", IEEE TVLSI 2020, arXiv:1909.01843.
 * **Differs from the paper**
 *  - all limits are kept, not the number of neurons alone: a neuron that does not fit is left
 *    for another core, and after `patience` such neurons in a row the core is closed;
 *  - a core starts with the neuron of most spikes among those left, where the release
 *    leaves the first neuron of the later cores to chance (all affinities are 0);
 *  - ties go to the lowest id; affinities are kept up to date in a heap instead of being summed anew;
 *  - neurons left when the cores run out join any core with room, before other fills are tried.
 * Cost O((m + n k patience) log n) for k cores, in practice O(m log n).
 * Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { growClusters } from '../../limits/grow-clusters.ts';

export const greedy = definePartitioner({
  name: 'partition/greedy',
  summary: 'Grows each core by the neuron that exchanges most spikes with it (SpiNeMap).',
  paper: 'Balaji et al. 2020, arXiv:1909.01843 (greedy clustering of the released code)',
  keepsGroups: true,
  options: z.strictObject({
    patience: z
      .number()
      .int()
      .min(1)
      .default(64)
      .describe(
        'Neurons in a row that may fail to fit before the core is closed; higher packs tighter and takes longer.',
      ),
  }),
  run: ({ problem, options: { patience }, pack }) =>
    pack((filling, watch) => growClusters(problem, filling, patience, watch)),
});
