/**
 * A rate of one spike a step stands for the largest activation of a layer, so that nothing is cut. One outlier makes all
 * other neurons slow.
 *
 * **Source** P. U. Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696 ("data-based normalisation"). **Differs**: `share` makes the
 * scale smaller, which cuts the largest values (1/2, 1/3, ... of the maximum, as ann2snn of SpikingJelly offers).
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';
import { calibrate } from '../common/calibrate.ts';
import { imagesOption, perOption } from '../common/options.ts';

export const normaliseMax = defineConversion({
  name: 'normalise/max',
  summary: 'the largest activation is a rate of 1',
  paper: 'Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696',
  from: 'folded',
  to: 'calibrated',
  options: z.strictObject({
    share: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .describe('Share of the largest activation that becomes a rate of 1'),
    per: perOption,
    images: imagesOption,
  }),
  run: (folded, { share, per, images }, ctx) =>
    calibrate(folded, ctx, {
      balance: 'weights',
      perChannel: per === 'channel',
      images,
      scaleOf: (statistics) => share * statistics.max,
    }),
});
