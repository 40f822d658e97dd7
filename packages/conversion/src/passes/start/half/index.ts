/**
 * Every neuron begins a presentation at half of its threshold, so that the number of spikes is the activation rounded to
 * the nearest, where it would be cut down. Costs nothing, and is the largest single gain at few steps.
 *
 * **Source** T. Bu et al., "Optimized Potential Initialization for Low-latency Spiking Neural Networks", AAAI 2022,
 * arXiv:2202.01440. No difference.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';

export const startHalf = defineConversion({
  name: 'start/half',
  summary: 'potentials begin at half a threshold: rates are rounded, not cut down',
  paper: 'Bu et al. 2022, arXiv:2202.01440',
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run: (spiking) => ({ ...spiking, start: 0.5 }),
});
