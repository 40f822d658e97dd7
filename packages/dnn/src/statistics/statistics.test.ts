import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { DataSet } from '../data-set.ts';
import { createForward } from '../forward/create-forward.ts';
import { sizeOf } from '../spec.ts';
import { randomNumbers, randomSpec } from '../testing/random-specs.ts';
import { collectStatistics } from './collect-statistics.ts';
import { Histogram } from './histogram.ts';

/** Nearest rank, by sorting. */
function percentileOf(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] ?? 0;
}

describe('Histogram', () => {
  it.each([
    ['uniform', (rng: Rng) => rng.unit()],
    ['with negative ones', (rng: Rng) => rng.unit() - 0.5],
    ['over six orders of magnitude', (rng: Rng) => (rng.unit() - 0.2) * 10 ** (rng.below(7) - 3)],
  ])('percentiles of numbers %s are off by less than a bucket', (_, draw) => {
    const rng = new Rng(7);
    const numbers = Array.from({ length: 20_000 }, () => Math.fround(draw(rng)));
    const histogram = new Histogram(10);
    for (const number of numbers) histogram.add(number);
    for (const percent of [0, 1, 25, 50, 90, 95, 99, 99.9, 99.99, 100]) {
      const all = Math.max(0, percentileOf(numbers, percent));
      const nonZero = percentileOf(
        numbers.filter((number) => number > 0),
        percent,
      );
      expect(Math.abs(histogram.percentile(percent, 'all') - all)).toBeLessThanOrEqual(all / 1024);
      expect(Math.abs(histogram.percentile(percent, 'non-zero') - nonZero)).toBeLessThanOrEqual(
        nonZero / 1024,
      );
    }
    expect(histogram.percentile(100, 'all')).toBe(Math.max(...numbers));
    expect(histogram.positive).toBe(numbers.filter((number) => number > 0).length);
  });

  it('has no percentile above 0 where nothing is above 0', () => {
    const histogram = new Histogram(7);
    expect(histogram.percentile(99, 'all')).toBe(0);
    for (let i = 0; i < 10; i++) histogram.add(-i);
    expect([histogram.count, histogram.positive, histogram.max]).toEqual([10, 0, 0]);
    expect(histogram.percentile(99, 'non-zero')).toBe(0);
  });

  it('holds numbers too small or too large for a bucket of their own', () => {
    const histogram = new Histogram(7);
    for (const number of [1e-30, 1e30]) histogram.add(number);
    expect(histogram.max).toBe(1e30);
    expect(histogram.percentile(50, 'all')).toBeLessThan(1e-9);
    expect(histogram.percentile(100, 'all')).toBe(1e30);
  });
});

describe('collectStatistics', () => {
  it('sees every value of every activation, in all and by channel', () => {
    const spec = randomSpec(4);
    const shape = spec.layers[0].shape;
    const count = 9;
    const values = randomNumbers(new Rng(3), count * sizeOf(shape));
    const data: DataSet = { name: 'd', shape, count, values, scale: 2, labels: null, classes: 0 };
    const statistics = collectStatistics(spec, data, { perChannel: true, samples: 8 });
    const net = createForward(spec);
    for (const { layer, all, channels } of statistics) {
      const seen: number[][] = Array.from({ length: spec.layers[layer].shape[0] }, () => []);
      for (let sample = 0; sample < 8; sample++) {
        const size = sizeOf(shape);
        net.run(values.slice(sample * size, (sample + 1) * size).map((x) => 2 * x));
        const out = net.values(layer);
        for (const [i, value] of out.entries()) seen[Math.floor((i * seen.length) / out.length)].push(value);
      }
      expect(all.count).toBe(seen.flat().length);
      expect(all.max).toBe(Math.max(0, ...seen.flat()));
      expect(channels.map(({ max }) => max)).toEqual(seen.map((own) => Math.max(0, ...own)));
      expect(channels.map(({ positive }) => positive)).toEqual(
        seen.map((own) => own.filter((value) => value > 0).length),
      );
    }
    expect(statistics.map(({ layer }) => layer)).toContain(spec.output);
  });
});
