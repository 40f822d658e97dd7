/**
 * The layers that read the image get its weighted sum as a constant current, computed by a host or an input core: there are no
 * input neurons, no input spikes and no synapses for them. What the host computes is not in the energy of the chip.
 *
 * **Source** B. Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682, section 2.2.4. No difference.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const inputCurrent = defineConversion({
  name: 'input/current',
  summary: 'the first layers get the image as a constant current; no input neurons',
  paper: 'Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682',
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  imageBy: 'host',
  run: (spiking) => ({ ...spiking, input: 'current' as const }),
});
