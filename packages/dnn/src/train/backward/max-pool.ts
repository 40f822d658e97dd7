import { planPooling } from '../../linear/pooling.ts';
import type { PrepareBackward } from './backward-run.ts';

/** The gradient goes to the first of the largest values. */
export const prepareMaxPoolBackward: PrepareBackward<'max-pool'> = (layer, [inputShape]) => {
  const plan = planPooling(layer, inputShape);
  const { start, from } = plan;
  return ({ inputs: [input], out, outGradient, inputGradients: [inputGradient] }) => {
    if (inputGradient === null) return;
    const { channels, inPixels, outPixels } = plan;
    for (let channel = 0; channel < channels; channel++) {
      const image = channel * inPixels;
      for (let pixel = 0; pixel < outPixels; pixel++) {
        const to = channel * outPixels + pixel;
        let k = start[pixel];
        while (input[image + from[k]] !== out[to]) k++;
        inputGradient[image + from[k]] += outGradient[to];
      }
    }
  };
};
