import { planPooling } from '../linear/pooling.ts';
import type { LayerRun, PrepareLayer } from './layer-run.ts';

/** Padding never wins: a window reads only what lies inside the image. */
export const prepareMaxPool: PrepareLayer<'max-pool'> = (layer, [inputShape]) => {
  const plan = planPooling(layer, inputShape);
  const { start, from } = plan;
  const run: LayerRun = ([input], out) => {
    const { channels, inPixels, outPixels } = plan;
    for (let channel = 0; channel < channels; channel++) {
      const image = channel * inPixels;
      const to = channel * outPixels;
      for (let pixel = 0; pixel < outPixels; pixel++) {
        let largest = input[image + from[start[pixel]]];
        const end = start[pixel + 1];
        for (let k = start[pixel] + 1; k < end; k++) {
          const value = input[image + from[k]];
          if (value > largest) largest = value;
        }
        out[to + pixel] = largest;
      }
    }
  };
  return { run, parameters: [] };
};
