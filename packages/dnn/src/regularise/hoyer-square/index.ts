import { WEIGHT, type PenaltyTerms, type RegulariserDefinition } from '../regulariser.ts';

/**
 * Square of the sum over sum of squares: the effective number of active neurons, between 1 and all.
 * **Source** H. Yang, W. Wen, H. Li, "DeepHoyer: Learning Sparser Neural Network with Differentiable
 * Scale-Invariant Sparsity Measures", ICLR 2020, arXiv:1908.09979; on activations: M. Kurtz et al.,
 * "Inducing and Exploiting Activation Sparsity for Fast Neural Network Inference", ICML 2020 (PMLR 119).
 * **Differs**: one sample at a time. A layer without any activity has the penalty 0.
 */
export const hoyerSquare: RegulariserDefinition = {
  name: 'hoyer-square',
  summary: 'effective number of active neurons, whatever their scale',
  paper: 'Yang et al. 2020, arXiv:1908.09979; Kurtz et al., ICML 2020 (PMLR 119)',
  options: [WEIGHT],
  prices: null,
  penalise: effectiveNumber,
};

function effectiveNumber({ values, options: { weight }, gradient }: PenaltyTerms): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  if (squares === 0) return 0;
  const ratio = sum / squares;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > 0) gradient[i] += 2 * weight * ratio * (1 - values[i] * ratio);
  }
  return weight * sum * ratio;
}
