/**
 * A pixel of rate r integrates r in every step and fires at 1, from 1/2 on: round(r t) spikes after t steps, without noise.
 * The pixels are neurons on the chip, and their spikes cost what spikes cost.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const inputSpikes = defineConversion({
  name: 'input/spikes',
  summary: 'a pixel fires evenly, round(rate x t) spikes in t steps',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  imageBy: 'neurons',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, input: 'spikes' as const }),
});
