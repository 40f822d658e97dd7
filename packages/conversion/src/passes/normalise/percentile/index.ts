/**
 * A rate of one spike a step stands for a high percentile of a layer's activations; the few above it are cut. Outliers no
 * longer make all others slow.
 *
 * **Source** B. Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682, section 2.2.2. Over non-zero activations, as the SNN
 * conversion toolbox takes it, or over all, as SpikingJelly does: the two differ by much where a layer is sparse.
 * **Differs**: read from a histogram, within 0.1 % (1 % by channel) of the exact percentile.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';
import { calibrate } from '../common/calibrate.ts';
import { imagesOption, ofOption, percentOption, perOption } from '../common/options.ts';

export const normalisePercentile = defineConversion({
  name: 'normalise/percentile',
  summary: 'a percentile of the activations is a rate of 1',
  paper: 'Rueckauer et al. 2017, doi:10.3389/fnins.2017.00682',
  from: 'folded',
  to: 'calibrated',
  options: z.strictObject({ p: percentOption, of: ofOption, per: perOption, images: imagesOption }),
  run: (folded, { p, of, per, images }, ctx) =>
    calibrate(folded, ctx, {
      balance: 'weights',
      perChannel: per === 'channel',
      images,
      scaleOf: (statistics) => statistics.percentile(p, of),
    }),
});
