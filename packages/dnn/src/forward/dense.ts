import { weightTimesVector } from '../linear/products.ts';
import type { PrepareLayer } from './layer-run.ts';

export const prepareDense: PrepareLayer<'dense'> = (layer) => {
  return ([input], out) => {
    weightTimesVector(layer.weight, layer.bias, input, out);
  };
};
