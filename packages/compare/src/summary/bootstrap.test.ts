import { describe, expect, it } from '@jest/globals';
import { bootstrapInterval } from './bootstrap.ts';

const first = { name: 'first', logs: [0.8, 0.9, 1.1, 0.7, 1, 0.95, 0.85].map(Math.log) };
const second = { name: 'second', logs: [2, 2.2, 1.9, 2.4].map(Math.log) };
const resampling = { confidence: 0.95, resamples: 200_000, seed: 1 };

describe('bootstrapInterval', () => {
  it.each([
    // scipy.stats.bootstrap((log(x),), mean, method='percentile', n_resamples=999999), SciPy 1.17.1, then exp.
    ['one instance', [first], 0.95, 0.80298, 0.98444],
    // The same by NumPy 2.4.6: seeds of each instance drawn apart, a million times, quantiles of the mean of both means.
    ['two instances, each drawn apart', [first, second], 0.95, 1.28423, 1.46874],
    ['at 90 %', [first, second], 0.9, 1.29768, 1.45331],
  ])('%s', (_, strata, confidence, low, high) => {
    const interval = bootstrapInterval(strata, { ...resampling, confidence });
    expect(interval?.low).toBeCloseTo(low, 2);
    expect(interval?.high).toBeCloseTo(high, 2);
  });

  it('is the same for the same seed, and moves with it', () => {
    const few = { ...resampling, resamples: 500 };
    expect(bootstrapInterval([first], few)).toEqual(bootstrapInterval([first], few));
    expect(bootstrapInterval([first], { ...few, seed: 2 })).not.toEqual(bootstrapInterval([first], few));
  });

  it('is a point where every seed gives the same', () => {
    const same = { name: 'same', logs: [Math.log(0.5), Math.log(0.5)] };
    expect(bootstrapInterval([same], resampling)).toEqual({ low: 0.5, high: 0.5 });
  });

  it.each([
    ['no instance', []],
    ['one seed', [{ name: 'one', logs: [0.3] }]],
  ])('says nothing of %s', (_, strata) => {
    expect(bootstrapInterval(strata, resampling)).toBeNull();
  });
});
