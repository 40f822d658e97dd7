import { weightTimesVector } from '../linear/products.ts';
import type { PrepareLayer } from './layer-run.ts';

export const prepareDense: PrepareLayer<'dense'> = (layer) => {
  const weight = Float64Array.from(layer.weight);
  const bias = Float64Array.from(layer.bias);
  return {
    run: ([input], out) => {
      weightTimesVector(weight, bias, input, out);
    },
    parameters: [weight, bias],
  };
};
