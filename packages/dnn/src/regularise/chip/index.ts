import { pricedSum } from '../priced-sum.ts';
import { WEIGHT, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum of activation times the energy of one spike of that neuron on the placed chip: synapses, packets and hops.
 * **Source** ours, after the synaptic operations of M. Sorbaro et al., 2020, doi:10.3389/fnins.2020.00662.
 * Prices are given by the caller, for each layer and neuron in picojoules, and divided by their mean over all
 * neurons, so that weights mean what they mean for `l1`. Place, fine-tune, place again.
 */
export const chip: RegulariserDefinition = {
  name: 'chip',
  summary: 'activation times energy of a spike on the placed chip',
  paper: 'ours, after Sorbaro et al. 2020, doi:10.3389/fnins.2020.00662',
  options: [WEIGHT],
  prices: 'chip',
  penalise: pricedSum,
};
