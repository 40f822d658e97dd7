/**
 * Every neuron begins a presentation at 0: what converters did first, here to compare with. Spikes come late, and rates are
 * cut down to whole spikes.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const startZero = defineConversion({
  name: 'start/zero',
  summary: 'potentials begin at 0',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, start: 0 }),
});
