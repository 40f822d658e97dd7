/**
 * Populations and projections, with average pooling in the weights of the next layer: a convolution of kernel k behind
 * windows of p becomes one of kernel (k - 1) p + p and stride p, exactly. Fewer neurons and layers, and p^2 times as many
 * synapses and events.
 */
import { z } from 'zod';
import { buildSpiking } from '../../../build/build-spiking.ts';
import { defineConversion } from '../../../pass.ts';

export const poolFolded = defineConversion({
  name: 'pool/folded',
  summary: 'average pooling in the weights of the next layer',
  paper: null,
  from: 'calibrated',
  to: 'spiking',
  options: z.strictObject({}),
  run: (calibrated) => buildSpiking(calibrated, { poolNeurons: false }),
});
