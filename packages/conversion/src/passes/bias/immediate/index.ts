/**
 * The bias acts from the first step of a presentation on, in deep layers before any spike can have arrived: what a chip does
 * without further ado. Deep layers then fire wrongly in the beginning.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const biasImmediate = defineConversion({
  name: 'bias/immediate',
  summary: 'every bias acts from the first step on',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, bias: 'immediate' as const }),
});
