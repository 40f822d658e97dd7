import { WEIGHT, type PenaltyTerms, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum of the activations of a layer.
 * **Source** the lasso on activations: X. Glorot, A. Bordes, Y. Bengio, "Deep Sparse Rectifier Neural
 * Networks", AISTATS 2011 (PMLR 15). **Differs**: summed over the neurons of a layer, not averaged,
 * on one sample. Cost: one look at every activation.
 */
export const l1: RegulariserDefinition = {
  name: 'l1',
  summary: 'sum of activations: shrinks all alike',
  paper: 'Glorot et al., AISTATS 2011 (PMLR 15)',
  options: [WEIGHT],
  prices: null,
  penalise: sumOfValues,
};

function sumOfValues({ values, options: { weight }, gradient }: PenaltyTerms): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= 0) continue;
    sum += values[i];
    gradient[i] += weight;
  }
  return weight * sum;
}
