/**
 * split/min-clusters: neurons are split while crossbars fill, as in the SpiNeMap release, so that a part takes what inputs a crossbar has
 * room for. The crossbars come with it, and `partition/min-clusters` keeps them.
 *
 * **Source** algorithm `min-clusters` with unrolling of the SpiNeMap release of 2021 (github.com/drexel-DISCO/SpiNeMap,
 * `SNNPartitioning/include/{unroll,cluster}`): A. Balaji et al., IEEE TVLSI 2020, arXiv:1909.01843; IEEE ESL 2020, arXiv:2009.09298.
 * **Parameters** crossbars of X inputs and X outputs, 128 as shipped: the chip's `inputAxons` and `neurons`; `UnrollFanin` 127: `fanIn`.
 * **Differs from the release** see `common/methods/deal-min-clusters.ts`; the sums that are carried from crossbar to crossbar are counted; limits on
 * synapses are kept as well; nothing is cut off; units are linear adders and delays are retimed, as in `split/chain`.
 * Cost O(neurons x crossbars + synapses x crossbars with room).
 */
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { splitOptions } from '../common/options.ts';
import { splitNetwork } from '../common/split-network.ts';

export const splitMinClusters = definePass({
  name: 'split/min-clusters',
  summary:
    'Neurons become parts while crossbars fill, each as large as a crossbar has room for (SpiNeMap release).',
  paper: 'Balaji et al. 2020, arXiv:1909.01843, arXiv:2009.09298 (min-clusters of the release)',
  from: 'source',
  to: 'source',
  options: splitOptions.omit({ groups: true }).extend({
    fanIn: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .describe(
        'Fewest inputs that a crossbar takes of a neuron with more of them to deal; 0 = one fewer than the roomiest core takes, as shipped.',
      ),
  }),
  run: (source, options, ctx) => splitNetwork(source, 'min-clusters', { ...options, groups: 'packed' }, ctx),
});
