import { z } from 'zod';

/** Options that normalisations share. */
export const imagesOption = z
  .int()
  .min(1)
  .default(300)
  .describe('Images of the calibration set that statistics are taken of, at most');
export const perOption = z
  .enum(['layer', 'channel'])
  .default('layer')
  .describe('One scale for a layer, or one for each of its channels');
export const percentOption = z
  .number()
  .min(1)
  .max(100)
  .default(99.9)
  .describe('Percentile of the activations that becomes a rate of 1; what is above is cut');
export const ofOption = z
  .enum(['non-zero', 'all'])
  .default('non-zero')
  .describe('Percentile over the activations that are not 0, or over all');
