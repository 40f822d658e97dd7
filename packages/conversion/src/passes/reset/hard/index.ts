/**
 * Reset to 0: what is above the threshold is lost at each spike, so that rates are too low, the more the larger the inputs.
 *
 * **Source** P. U. Diehl et al., "Fast-classifying, high-accuracy spiking deep networks through weight and threshold
 * balancing", IJCNN 2015, doi:10.1109/IJCNN.2015.7280696. No difference.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const resetHard = defineConversion({
  name: 'reset/hard',
  summary: 'a spike returns the potential to 0',
  paper: 'Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696',
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, reset: 'hard' as const }),
});
