/**
 * Weights, biases and thresholds as whole numbers, with one step size for each layer: what a chip's integers hold. The largest
 * weight of a layer becomes 2^(bits - 1) - 1; bias and threshold are in the same steps, and may be larger.
 *
 * **Source** folklore of fixed point; per layer, as chips with a common exponent for a core's weights want it (M. Davies et al.,
 * "Loihi", IEEE Micro 38(1), 2018, doi:10.1109/MM.2018.112130359). **Differs**: biases and thresholds are not limited in size.
 */
import { z } from 'zod';
import type { LinearOperator } from '../../linear/operator.ts';
import { defineConversion } from '../../pass.ts';

export const quantise = defineConversion({
  name: 'quantise',
  summary: 'whole-numbered weights, biases and thresholds',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({
    bits: z.int().min(2).max(24).default(8).describe('Bits of a weight, its sign included'),
  }),
  run(spiking, { bits }, ctx) {
    const most = 2 ** (bits - 1) - 1;
    const steps = spiking.populations.map((_, index) => {
      const own = spiking.projections.filter(({ to }) => to === index);
      const largest = own.reduce((max, { operator }) => Math.max(max, largestWeight(operator)), 0);
      return largest === 0 ? 1 : largest / most;
    });
    ctx.stat('bits', bits);
    return {
      ...spiking,
      populations: spiking.populations.map((population, index) => ({
        ...population,
        threshold:
          population.role === 'input' ? 1 : Math.max(1, Math.round(population.threshold / steps[index])),
        bias: population.bias.map((bias) => Math.round(bias / steps[index])),
      })),
      projections: spiking.projections.map((projection) => ({
        ...projection,
        operator: inSteps(projection.operator, steps[projection.to]),
      })),
    };
  },
});

function largestWeight({ weight }: LinearOperator): number {
  if (typeof weight === 'number') return Math.abs(weight);
  return weight.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

function inSteps(operator: LinearOperator, step: number): LinearOperator {
  if (operator.kind === 'pool') return { ...operator, weight: Math.round(operator.weight / step) };
  return { ...operator, weight: operator.weight.map((weight) => Math.round(weight / step)) };
}
