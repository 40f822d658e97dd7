import { WEIGHT, type PenaltyTerms, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Sum of the squares of the activations of a layer: large ones shrink, few become 0.
 * **Source** ridge regression on activations: A. E. Hoerl, R. W. Kennard, "Ridge Regression", Technometrics
 * 12(1), 1970, doi:10.1080/00401706.1970.10488634. **Differs**: of activations, not of weights.
 */
export const l2: RegulariserDefinition = {
  name: 'l2',
  summary: 'sum of squared activations: shrinks the largest, makes few zeros',
  paper: 'Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634',
  options: [WEIGHT],
  prices: null,
  penalise: sumOfSquares,
};

function sumOfSquares({ values, options: { weight }, gradient }: PenaltyTerms): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * values[i];
    gradient[i] += 2 * weight * values[i];
  }
  return weight * sum;
}
