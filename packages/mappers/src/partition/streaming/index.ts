/**
 * partition/streaming: looks at every neuron once, in order, and puts it on the core with which it
 * exchanges most spikes, less a penalty for full cores. It never comes back to a neuron: the
 * fastest partitioner that looks at spikes at all.
 *
 * **Source** the streaming partition of EdgeMap: J. Xue, L. Xie, F. Chen, L. Wu, Q. Tian, Y. Zhou, R. Ying,
 * P. Liu, "EdgeMap: An Optimized Mapping Toolchain for Spiking Neural Network in Edge Computing", Sensors
 * 23(14):6548, 2023, doi:10.3390/s23146548.
 * **Differs from the paper**
 *  - the score is that of a public re-implementation (M. Ronzani, C. Silvano, arXiv:2601.16118), since the
 *    paper's own code is not available; the placement stage of the paper is not part of this pass;
 *  - all limits are kept, those of an empty core included, not neurons, axons and synapses alone;
 *  - neurons come in topological order by default: by id, the partners of a neuron may all come after it;
 *  - where no core is left, the neuron joins the core that hears most of its sources, or the ladder of fills begins.
 * Cost O(n k + m) for k cores. Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, chosenFit } from '../../limits/filling.ts';
import { topologicalOrder } from '../../limits/orders.ts';
import { fillFromStream } from '../../limits/fill-from-stream.ts';

export const streaming = definePartitioner({
  name: 'partition/streaming',
  summary:
    'One look at every neuron: the core it exchanges most spikes with, less a penalty for size (EdgeMap).',
  paper: 'Xue et al. 2023, doi:10.3390/s23146548',
  keepsGroups: true,
  options: z.strictObject({
    order: z
      .enum(['topological', 'given'])
      .default('topological')
      .describe('topological: sources before targets, a cycle entered at its lowest id; given: by id.'),
  }),
  run({ problem, options: { order }, pack }) {
    const stream = order === 'given' ? chipNeurons(problem) : topologicalOrder(problem);
    return pack((filling, watch) => {
      if (fillFromStream(problem, filling, stream, watch)) return;
      filling.hurry();
      chosenFit(filling, stream, 'lowest');
    });
  },
});
