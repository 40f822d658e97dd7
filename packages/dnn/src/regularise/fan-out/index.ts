import { pricedSum } from '../priced-sum.ts';
import { WEIGHT, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum of activation times fan-out: the synaptic operations of a step of the spiking network, where the
 * activations are rates (`scale`).
 * **Source** M. Sorbaro, Q. Liu, M. Bortone, S. Sheik, "Optimizing the Energy Consumption of Spiking Neural
 * Networks for Neuromorphic Applications", Front. Neurosci. 14, 2020, doi:10.3389/fnins.2020.00662.
 * **Differs**: a weight instead of a target number of operations; fan-outs are divided by their mean over
 * all neurons, so that weights mean what they mean for `l1`; quantised activations are a choice of the network.
 */
export const fanOut: RegulariserDefinition = {
  name: 'fan-out',
  summary: 'activation times synapses behind it: synaptic operations',
  paper: 'Sorbaro et al. 2020, doi:10.3389/fnins.2020.00662',
  options: [WEIGHT],
  prices: 'fan-out',
  penalise: pricedSum,
};
