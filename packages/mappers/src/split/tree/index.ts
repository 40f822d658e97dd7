/**
 * split/tree: a neuron with c inputs, and room for f, becomes ceil(c / f) units of nearly equal size whose sums are added up in a
 * balanced tree; the root is the neuron itself. ceil(log_f c) - 1 steps more: the fewest.
 *
 * **Source** none: folklore of adder trees. Units, timing and relays as in `split/chain`.
 * Cost O(synapses of the populations that are split).
 */
import { definePass } from '../../pass.ts';
import { splitOptions } from '../common/options.ts';
import { splitNetwork } from '../common/split-network.ts';

export const splitTree = definePass({
  name: 'split/tree',
  summary: 'Neurons with too many inputs become balanced trees: the fewest steps.',
  paper: null,
  from: 'source',
  to: 'source',
  options: splitOptions,
  run: (source, options, ctx) => splitNetwork(source, 'tree', options, ctx),
});
