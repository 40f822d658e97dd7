/**
 * The neurons of the output add up what arrives and never fire; the class with the highest potential at the end is the
 * answer. Finer than counting spikes, where the host can read potentials.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const readoutMembrane = defineConversion({
  name: 'readout/membrane',
  summary: 'the host reads the potential of the outputs, which never fire',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, readout: 'membrane' as const }),
});
