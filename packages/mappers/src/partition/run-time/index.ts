/**
 * partition/run-time: clusters filled layer by layer, then hill climbing on the packets between cores. Made to be repeated
 * while a chip runs: short, and never worse than where it began.
 *
 * **Source** A. Balaji, T. Marty, A. Das, F. Catthoor, "Run-time Mapping of Spiking Neural Networks to Neuromorphic
 * Hardware", IEEE Embedded Systems Letters 2020, arXiv:2006.06777. Only its abstract was available: layer-wise greedy
 * partitioning under the limits of the hardware, then hill climbing on the spikes between clusters; the steps are **our
 * reconstruction**:
 *  1. neurons by layer ({@link layersOf}), inside a layer by their first source;
 *  2. the open core takes, of the next `window` neurons of the layer, the one that adds the fewest inbound axons; another
 *     core is opened where none fits, or where a layer ends and the core is over half full; when
 *     all cores are open, the neuron joins the one that hears most of its sources;
 *  3. boundary neurons in random order move to the core of a partner where that saves most packets, or change places
 *     with a neuron there where it is full; until a sweep saves nothing or the budget is spent.
 * **Parameters** none are published; `window` bounds the search of step 2, `evaluations` the moves and exchanges of step 3.
 * **Differs from the paper** In what it says of time (780 times faster than mapping at design time for 6.25 % of quality)
 * nothing is claimed here.
 * Cost O(m window) for the fill, O(m) a sweep, times the partners tried. Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { climbHill } from './climb-hill.ts';
import { fillByLayer } from './fill-by-layer.ts';

export const runTime = definePartitioner({
  name: 'partition/run-time',
  summary: 'Layer-wise greedy fill, then hill climbing on packets between cores (run-time mapping).',
  paper: 'Balaji et al. 2020, arXiv:2006.06777 (our reconstruction from the abstract)',
  ownRuleOnly: true,
  options: z.strictObject({
    window: z
      .int()
      .min(1)
      .default(64)
      .describe('Neurons of the layer, in order, among which the one that adds the fewest axons is sought.'),
    evaluations: z
      .int()
      .min(0)
      .default(1_000_000)
      .describe('Moves and exchanges that hill climbing may evaluate; 0 = the fill alone.'),
  }),
  run({ problem, options, ctx, watch, pack }) {
    const filling = pack((empty) => fillByLayer(problem, empty, options.window));
    const { evaluations, saved } = climbHill(filling.tracker, options.evaluations, ctx.rng, watch);
    ctx.stat('evaluations', evaluations);
    ctx.stat('saved', saved);
    return filling;
  },
});
