/**
 * The neurons of the output fire, and the class with the most spikes is the answer; of equal ones that with the higher
 * potential. For chips whose potentials cannot be read. Their scale is the largest logit of the calibration, so that none is
 * cut off.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const readoutSpikes = defineConversion({
  name: 'readout/spikes',
  summary: 'the class with the most spikes',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, readout: 'spikes' as const }),
});
