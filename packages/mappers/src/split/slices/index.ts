/**
 * split/slices: the sources of a population are cut into slices, and every neuron gets one unit for each slice that it hears. All
 * units of a slice hear the same sources, so that a core of them needs as many input axons as one unit does. The sums are added
 * up in a balanced tree; the root is the neuron itself. Where the neurons of a population hear unlike sources, each is cut by itself.
 *
 * **Source** none that is published; it answers a defect of chains: of the released unrolling of SpiNeMap only the first unit
 * shares its inputs, and 784-100-10 on crossbars of 128 takes 601 of them. Units, timing and relays as in `split/chain`.
 * Cost O(synapses of the populations that are split, and a sort of each neuron's).
 */
import { definePass } from '../../pass.ts';
import { splitOptions } from '../common/options.ts';
import { splitNetwork } from '../common/split-network.ts';

export const splitSlices = definePass({
  name: 'split/slices',
  summary:
    'Neurons with too many inputs become sums over slices of the inputs that their population shares: the fewest input axons.',
  paper: null,
  from: 'source',
  to: 'source',
  options: splitOptions,
  run: (source, options, ctx) => splitNetwork(source, 'slices', options, ctx),
});
