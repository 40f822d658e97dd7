/**
 * A pixel of rate r fires with probability r in every step, by a seeded stream of its own for each image: the rate coding of
 * the first converters. Needs many more steps than even spikes.
 *
 * **Source** Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696. **Differs**: Bernoulli draws in whole steps.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const inputPoisson = defineConversion({
  name: 'input/poisson',
  summary: 'a pixel fires at random with its rate',
  paper: 'Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696',
  from: 'spiking',
  to: 'spiking',
  imageBy: 'neurons',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, input: 'poisson' as const }),
});
