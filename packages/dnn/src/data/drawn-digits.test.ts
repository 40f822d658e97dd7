import { describe, expect, it } from '@jest/globals';
import { drawnDigits } from './drawn-digits.ts';

describe('drawnDigits', () => {
  it('draws sample i from the seed and i alone', () => {
    const all = drawnDigits({ count: 30 });
    const late = drawnDigits({ count: 10, first: 20 });
    expect(late.values).toEqual(all.values.slice(20 * 784));
    expect(late.labels).toEqual(all.labels?.slice(20));
    expect(drawnDigits({ count: 30, seed: 2 }).values).not.toEqual(all.values);
  });

  it('has all classes about equally often, ink in every sample and paper around it', () => {
    const { values, labels, classes } = drawnDigits({ count: 1000 });
    const counts = new Array<number>(classes).fill(0);
    for (const label of labels ?? []) counts[label]++;
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(140);
    for (let sample = 0; sample < 1000; sample++) {
      const image = values.subarray(784 * sample, 784 * (sample + 1));
      const dark = image.filter((value) => value > 100).length;
      expect(dark).toBeGreaterThan(8);
      expect(dark).toBeLessThan(400);
    }
  });

  it.each([0, -1, 1.5, NaN, 1e9])('refuses %d samples', (count) => {
    expect(() => drawnDigits({ count })).toThrow(/E1733 drawn digits/);
  });
});
