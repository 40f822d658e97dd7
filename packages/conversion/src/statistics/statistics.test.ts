import { describe, expect, it } from '@jest/globals';
import { mcNemar } from './mcnemar.ts';
import { wilson } from './wilson.ts';

describe('wilson', () => {
  // Values of the published formula, computed with exact fractions elsewhere.
  it.each([
    { successes: 0, count: 10, low: 0, high: 0.2775 },
    { successes: 10, count: 10, low: 0.7225, high: 1 },
    { successes: 81, count: 263, low: 0.2553, high: 0.3662 },
    { successes: 1, count: 29, low: 0.0061, high: 0.1718 },
    { successes: 9735, count: 10000, low: 0.9702, high: 0.9765 },
  ])('$successes of $count', ({ successes, count, low, high }) => {
    const interval = wilson(successes, count);
    expect(interval.share).toBe(successes / count);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('mcNemar', () => {
  const answers = (onlyFirst: number, onlySecond: number, both: number): [number[], number[]] => [
    [...Array<number>(onlyFirst + both).fill(1), ...Array<number>(onlySecond).fill(0)],
    [...Array<number>(onlyFirst).fill(0), ...Array<number>(both + onlySecond).fill(1)],
  ];
  // 2 * sum of binomials / 2^n.
  it.each([
    { first: 0, second: 0, p: 1 },
    { first: 5, second: 5, p: 1 },
    { first: 0, second: 5, p: 2 / 32 },
    { first: 6, second: 0, p: 2 / 64 },
    { first: 1, second: 9, p: (2 * 11) / 1024 },
    { first: 10, second: 2, p: (2 * (1 + 12 + 66)) / 4096 },
  ])('$first against $second', ({ first, second, p }) => {
    const result = mcNemar(...answers(first, second, 7));
    expect(result.onlyFirst).toBe(first);
    expect(result.onlySecond).toBe(second);
    expect(result.pValue).toBeCloseTo(p, 12);
  });

  it('stays a number for thousands of images', () => {
    expect(mcNemar(...answers(3000, 1000, 1)).pValue).toBeLessThan(1e-200);
    expect(mcNemar(...answers(3000, 3000, 1)).pValue).toBe(1);
  });
});
