import { planPooling } from '../../linear/pooling.ts';
import type { PrepareBackward } from './backward-run.ts';

export const prepareAveragePoolBackward: PrepareBackward<'average-pool'> = (layer, [inputShape]) => {
  const plan = planPooling(layer, inputShape);
  const { start, from, share } = plan;
  return ({ outGradient, inputGradients: [inputGradient] }) => {
    if (inputGradient === null) return;
    const { channels, inPixels, outPixels } = plan;
    for (let channel = 0; channel < channels; channel++) {
      const image = channel * inPixels;
      for (let pixel = 0; pixel < outPixels; pixel++) {
        const g = outGradient[channel * outPixels + pixel] * share[pixel];
        const end = start[pixel + 1];
        for (let k = start[pixel]; k < end; k++) inputGradient[image + from[k]] += g;
      }
    }
  };
};
