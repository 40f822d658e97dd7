import { WEIGHT, type PenaltyTerms, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum over root of the sum of squares: between 1 (one neuron active) and the root of the neurons,
 * whatever the scale of the layer.
 * **Source** P. O. Hoyer, "Non-negative Matrix Factorization with Sparseness Constraints", JMLR 5, 2004;
 * as a loss: H. Yang, W. Wen, H. Li, "DeepHoyer", ICLR 2020, arXiv:1908.09979.
 * **Differs**: of activations, not of weights. A layer without any activity has the penalty 0.
 */
export const hoyer: RegulariserDefinition = {
  name: 'hoyer',
  summary: 'sum over root of squares: few active neurons, whatever their scale',
  paper: 'Hoyer 2004, JMLR 5; Yang et al. 2020, arXiv:1908.09979',
  options: [WEIGHT],
  prices: null,
  penalise: hoyerMeasure,
};

function hoyerMeasure({ values, options: { weight }, gradient }: PenaltyTerms): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  if (squares === 0) return 0;
  const root = Math.sqrt(squares);
  for (let i = 0; i < values.length; i++) {
    if (values[i] > 0) gradient[i] += (weight * (1 - (values[i] * sum) / squares)) / root;
  }
  return (weight * sum) / root;
}
