/**
 * partition/edgemap: looks at every neuron once, by id, and puts it on the core with which it exchanges most spikes, less a
 * penalty for full cores, within limits on what a core hears and sends. Minimises, in one pass, the spikes over
 * synapses between cores.
 *
 * **Source** the streaming partition of EdgeMap: J. Xue, L. Xie, F. Chen, L. Wu, Q. Tian, Y. Zhou, R. Ying, P. Liu,
 * "EdgeMap: An Optimized Mapping Toolchain for Spiking Neural Network in Edge Computing", Sensors 23(14):6548, 2023,
 * doi:10.3390/s23146548; score, parameters (100 a spike, 2 a neuron) and order from the re-implementation of M. Ronzani,
 * C. Silvano, arXiv:2601.16118, since the paper's code is not available.
 * **Differs from the paper** its placement stage is not part of this pass; an empty core is held against every limit,
 * where the re-implementation takes it unseen; what no core can take ends the pass (partition/streaming goes on with the
 * core that hears most of its sources).
 * Cost O(n k + m) for k cores. Requires nothing; guarantees every limit. No randomness. Useless where the partners of a
 * neuron come after it in the stream: order=topological helps.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { fillFromStream } from '../../limits/fill-from-stream.ts';
import { chipNeurons } from '../../limits/filling.ts';
import { topologicalOrder } from '../../limits/orders.ts';
import { withTighterAxons } from './with-tighter-axons.ts';

export const edgemap = definePartitioner({
  name: 'partition/edgemap',
  summary: 'Streaming with limits on fan-in and fan-out of cores, by its own rule alone (EdgeMap).',
  paper: 'Xue et al. 2023, doi:10.3390/s23146548',
  ownRuleOnly: true,
  options: z.strictObject({
    order: z
      .enum(['given', 'topological'])
      .default('given')
      .describe(
        'given: by id, as published; topological: sources before targets, a cycle entered at its lowest id.',
      ),
    fanIn: z
      .int()
      .min(0)
      .default(0)
      .describe(
        'Distinct sources that a core may hear, below its inputAxons; 0 = as many as the core takes.',
      ),
    fanOut: z
      .int()
      .min(0)
      .default(0)
      .describe(
        'Pairs of neuron and other core that a core may send to, below its outputAxons; 0 = as the core.',
      ),
  }),
  run({ problem, options: { order, fanIn, fanOut }, pack }) {
    const narrowed = withTighterAxons(problem, fanIn || Infinity, fanOut || Infinity);
    const stream = order === 'given' ? chipNeurons(problem) : topologicalOrder(problem);
    return pack((empty, watch) => void fillFromStream(narrowed, empty, stream, watch), narrowed);
  },
});
