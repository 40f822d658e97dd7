/**
 * Bootstrap interval of a geometric mean of ratios: the seeds of every instance are drawn again, with replacement and each
 * instance apart, and the mean of the instances' means is computed anew. Instances stay as they are: the interval says
 * how far the choice of seeds moves the result, not what other networks would give.
 *
 * **Source** B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993: percentile interval, stratified.
 * Cost: resamples * pairs.
 */
import { Rng } from '@nmap/kernels';
import { quantileSorted } from 'simple-statistics';
import { statedRatio } from './ratios.ts';
import type { Interval } from './summary.ts';

export interface Resampling {
  /** Share of the interval, above 0 and below 1. */
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
}

/** Finite logarithms of the ratios of one instance, by seed; the name decides which seeds are drawn. */
export interface Stratum {
  readonly name: string;
  readonly logs: readonly number[];
}

/** null where no instance has two seeds: one value says nothing of its spread. */
export function bootstrapInterval(strata: readonly Stratum[], resampling: Resampling): Interval | null {
  const { confidence, resamples, seed } = resampling;
  if (strata.length === 0 || strata.every(({ logs }) => logs.length < 2)) return null;
  const sums = new Float64Array(resamples);
  for (const { name, logs } of strata) {
    if (logs.every((value) => value === logs[0])) {
      // A mapper that draws nothing: every resample has the same mean.
      for (let sample = 0; sample < resamples; sample++) sums[sample] += logs[0];
      continue;
    }
    const rng = Rng.fork(seed, name);
    for (let sample = 0; sample < resamples; sample++) {
      let sum = 0;
      for (let draw = 0; draw < logs.length; draw++) sum += logs[rng.below(logs.length)];
      sums[sample] += sum / logs.length;
    }
  }
  const sorted = [...sums.sort()];
  const at = (share: number): number => statedRatio(quantileSorted(sorted, share) / strata.length)!;
  return { low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) };
}
