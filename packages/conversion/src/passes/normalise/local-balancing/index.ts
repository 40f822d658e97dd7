/**
 * Each layer, or channel, gets the scale for which cutting and rounding to `steps` spikes together change its activations
 * least (mean squared error): a small scale cuts, a large one rounds coarsely, and few steps want a smaller one.
 *
 * **Source** Y. Li et al., "A Free Lunch From ANN: Towards Efficient, Accurate Spiking Neural Networks Calibration", ICML 2021,
 * arXiv:2106.06984 (minimum mean squared error threshold); the idea of balancing every layer by itself also in T. Bu et al.,
 * "Inference-Scale Complexity in ANN-SNN Conversion for High-Performance and Low-Power Applications", arXiv:2409.03368.
 * **Differs**: the best of 64 scales between 1/64 of the largest activation and itself; errors from the middles of a
 * histogram's buckets; no correction of biases.
 */
import type { Histogram } from '@nmap/dnn';
import { z } from 'zod';
import { defineConversion } from '../../../pass.ts';
import { calibrate } from '../common/calibrate.ts';
import { imagesOption, perOption } from '../common/options.ts';

/** Scales that are tried: at this many the error is flat. */
const TRIED = 64;

export const localBalancing = defineConversion({
  name: 'normalise/local-balancing',
  summary: 'the scale of each layer that changes its activations least at so many steps',
  paper: 'Li et al. 2021, arXiv:2106.06984',
  from: 'folded',
  to: 'calibrated',
  options: z.strictObject({
    steps: z.int().min(1).max(1_000_000).default(32).describe('Steps of a presentation that it is made for'),
    per: perOption,
    images: imagesOption,
  }),
  run: (folded, { steps, per, images }, ctx) =>
    calibrate(folded, ctx, {
      balance: 'weights',
      perChannel: per === 'channel',
      images,
      scaleOf: (statistics) => bestScale(statistics, steps),
    }),
});

function bestScale(statistics: Histogram, steps: number): number {
  let best = statistics.max;
  let least = Infinity;
  for (let k = TRIED; k >= 1; k--) {
    const scale = (statistics.max * k) / TRIED;
    let error = 0;
    statistics.visit((value, count) => {
      const spikes = Math.min(steps, Math.floor((value / scale) * steps + 0.5));
      const off = value - (spikes / steps) * scale;
      error += count * off * off;
    });
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}
