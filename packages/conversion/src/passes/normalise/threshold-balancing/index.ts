/**
 * As `normalise/percentile`, with the scales in the thresholds: weights and biases stay those of the trained network. The
 * same spikes, and one threshold for each layer, where scaled weights would need more bits.
 *
 * **Source** Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696; A. Sengupta et al., "Going Deeper in Spiking Neural Networks: VGG
 * and Residual Architectures", Frontiers in Neuroscience 13, 2019, doi:10.3389/fnins.2019.00095. **Differs**: the threshold
 * comes from the activations of the trained network, not from those of the spiking one; where a layer has several sources,
 * the weights of all but the first carry the ratio of their scales.
 */
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';
import { calibrate } from '../common/calibrate.ts';
import { imagesOption, ofOption, percentOption } from '../common/options.ts';

export const thresholdBalancing = defineConversion({
  name: 'normalise/threshold-balancing',
  summary: 'a percentile of the activations as threshold, weights as trained',
  paper: 'Diehl et al. 2015, doi:10.1109/IJCNN.2015.7280696',
  from: 'folded',
  to: 'calibrated',
  options: z.strictObject({ p: percentOption, of: ofOption, images: imagesOption }),
  run: (folded, { p, of, images }, ctx) =>
    calibrate(folded, ctx, {
      balance: 'thresholds',
      perChannel: false,
      images,
      scaleOf: (statistics) => statistics.percentile(p, of),
    }),
});
