import type { PenaltyTerms } from './regulariser.ts';

/** Sum of price times activation: what a step costs, where activations are rates. */
export function pricedSum({ values, prices, options: { weight }, gradient }: PenaltyTerms): number {
  if (prices === null) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= 0) continue;
    sum += prices[i] * values[i];
    gradient[i] += weight * prices[i];
  }
  return weight * sum;
}
