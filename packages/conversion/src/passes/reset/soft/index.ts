/**
 * Reset by subtraction: what is above the threshold stays, so that no input is lost and the rate equals the activation up
 * to one spike.
 *
 * **Source** B. Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682, section 2.2.1. A chip without it needs a second
 * compartment or a synapse onto the neuron itself: that is not counted here.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const resetSoft = defineConversion({
  name: 'reset/soft',
  summary: 'a spike takes the threshold off the potential',
  paper: 'Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682',
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, reset: 'soft' as const }),
});
