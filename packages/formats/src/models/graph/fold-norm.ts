import { badShape } from './refusal.ts';
import type { Tensor } from './tensor.ts';

/** What batch normalisation computes in inference, as factors and terms. */
export function foldNorm(norm: {
  gamma: Tensor | null;
  beta: Tensor | null;
  mean: Tensor;
  variance: Tensor;
  epsilon: number;
}): { scale: Tensor; shift: Tensor } {
  const { gamma, beta, mean, variance, epsilon } = norm;
  const count = mean.data.length;
  for (const list of [gamma, beta, variance]) {
    if (list !== null && list.data.length !== count) {
      throw badShape(
        `its lists have ${list.data.length} and ${count} entries; all must have the same number.`,
      );
    }
  }
  const scale = new Float64Array(count);
  const shift = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    if (!(variance.data[k] + epsilon > 0)) {
      throw badShape(
        `its variance ${k} is ${variance.data[k]} with an epsilon of ${epsilon}: a variance is positive.`,
      );
    }
    scale[k] = (gamma?.data[k] ?? 1) / Math.sqrt(variance.data[k] + epsilon);
    shift[k] = (beta?.data[k] ?? 0) - mean.data[k] * scale[k];
  }
  const { shape } = mean;
  return { scale: { shape, data: scale, integer: false }, shift: { shape, data: shift, integer: false } };
}
