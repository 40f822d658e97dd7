/**
 * The neurons of the output fire, and the class with the most spikes is the answer; of equal ones that with the higher
 * potential. For chips whose potentials cannot be read. Their scale is the largest logit of the calibration, so that none is
 * cut off.
 */
import { z } from 'zod';
import { compose } from '../../../linear/compose.ts';
import { diagonal } from '../../../linear/operator.ts';
import { defineConversion } from '../../../pass.ts';

export const readoutSpikes = defineConversion({
  name: 'readout/spikes',
  summary: 'the class with the most spikes',
  paper: null,
  from: 'spiking',
  to: 'spiking',
  options: z.strictObject({}),
  run(spiking) {
    const last = spiking.populations.length - 1;
    const output = spiking.populations[last];
    const largest = spiking.calibrated.scaleOf.get(output.layer)?.[0] ?? 1;
    if (spiking.readout === 'spikes') return spiking;
    const factor = 1 / largest;
    const rows = diagonal(output.shape, [factor]);
    return {
      ...spiking,
      readout: 'spikes',
      populations: spiking.populations.map((population, index) =>
        index === last
          ? {
              ...population,
              scale: Float64Array.of(largest),
              bias: population.bias.map((bias) => bias * factor),
            }
          : population,
      ),
      projections: spiking.projections.map((projection) =>
        projection.to === last ? { ...projection, operator: compose(rows, projection.operator) } : projection,
      ),
    };
  },
});
