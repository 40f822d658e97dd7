import { planPooling } from '../linear/pooling.ts';
import type { LayerRun, PrepareLayer } from './layer-run.ts';

export const prepareAveragePool: PrepareLayer<'average-pool'> = (layer, [inputShape]) => {
  const plan = planPooling(layer, inputShape);
  const { start, from, share } = plan;
  const run: LayerRun = ([input], out) => {
    const { channels, inPixels, outPixels } = plan;
    for (let channel = 0; channel < channels; channel++) {
      const image = channel * inPixels;
      const to = channel * outPixels;
      for (let pixel = 0; pixel < outPixels; pixel++) {
        let sum = 0;
        const end = start[pixel + 1];
        for (let k = start[pixel]; k < end; k++) sum += input[image + from[k]];
        out[to + pixel] = sum * share[pixel];
      }
    }
  };
  return { run, parameters: [] };
};
