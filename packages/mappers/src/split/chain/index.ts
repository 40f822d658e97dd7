/**
 * split/chain: a neuron with c inputs, and room for f, becomes ceil((c - f) / (f - 1)) + 1 units in a row. The first adds up f
 * inputs, each further one what the last one sends and the next f - 1; the last is the neuron itself. Fewest units, most steps.
 *
 * **Source** A. Balaji, S. Song, A. Das, J. Krichmar, N. Dutt, J. Shackleford, N. Kandasamy, F. Catthoor, "Enabling Resource-Aware
 * Mapping of Spiking Neural Networks via Spatial Decomposition", IEEE ESL 2020, arXiv:2009.09298, which unrolls to two inputs a
 * unit; with any number of inputs in the released program of SpiNeMap (`UnrollFanin`), as used by DFSynthesizer, arXiv:2108.02023.
 * **Differs** units are linear adders, so that the last one hears the sum that the neuron heard: a union of spike times, as there,
 * loses spikes that coincide. Delays are retimed (`common/retime.ts`). Neurons with few inputs stay whole. Neurons that reach too
 * many cores get relays (`common/add-relays.ts`), ours.
 * Cost O(synapses of the populations that are split).
 */
import { definePass } from '../../pass.ts';
import { splitOptions } from '../common/options.ts';
import { splitNetwork } from '../common/split-network.ts';

export const splitChain = definePass({
  name: 'split/chain',
  summary:
    'Neurons with too many inputs become chains: each unit adds what the last one sends to the next inputs (SpiNeMap).',
  paper: 'Balaji et al. 2020, arXiv:2009.09298 (spatial decomposition); released unrolling of SpiNeMap',
  from: 'source',
  to: 'source',
  options: splitOptions,
  run: (source, options, ctx) => splitNetwork(source, 'chain', options, ctx),
});
