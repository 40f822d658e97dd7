import { WEIGHT, type PenaltyTerms, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum of the squared distances of the activations from a rate: keeps neurons from firing too much and,
 * where they fire at all, from firing too little.
 * **Source** the firing-rate regularisation of NengoDL and KerasSpiking: D. Rasmussen, "NengoDL: Combining
 * Deep Learning and Neuromorphic Modelling Methods", Neuroinformatics 17, 2019, doi:10.1007/s12021-019-09424-z.
 * **Differs**: of one sample, not of means over a batch; a neuron at 0 is judged and, behind a ReLU, not moved.
 */
export const targetRate: RegulariserDefinition = {
  name: 'target-rate',
  summary: 'squared distance from a rate',
  paper: 'Rasmussen 2019, doi:10.1007/s12021-019-09424-z',
  options: [
    { name: 'rate', description: 'activation, or share of the scale', default: null, least: 0, most: 1e6 },
    WEIGHT,
  ],
  prices: null,
  penalise: distanceFromRate,
};

function distanceFromRate({ values, options: { rate, weight }, gradient }: PenaltyTerms): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i] - rate;
    sum += off * off;
    gradient[i] += 2 * weight * off;
  }
  return weight * sum;
}
