/**
 * A layer that is d steps from the input follows its dynamics from step d on: its bias does not make spikes before there
 * can be any input. Needs a chip, or a host, that lets layers begin one after the other.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const biasDelayed = defineConversion({
  name: 'bias/delayed',
  summary: 'the bias of a layer begins when the first spikes can arrive',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, bias: 'delayed' as const }),
});
