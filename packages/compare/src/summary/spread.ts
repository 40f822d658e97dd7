import { quantileSorted } from 'simple-statistics';
import type { Spread } from './summary.ts';

/** Median and quartiles of known values; null without any. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => quantileSorted(sorted, share);
  return {
    count: sorted.length,
    median: at(0.5),
    min: sorted[0],
    lowerQuartile: at(0.25),
    upperQuartile: at(0.75),
    max: sorted[sorted.length - 1],
  };
}
