import { describe, expect, it } from '@jest/globals';
import { MANY_CORES, ordered } from './numbers.ts';

const order = (length: number): Uint32Array => Uint32Array.from({ length }, (_, k) => length - 1 - k);

describe('a column in the order of a report', () => {
  it.each([
    ['whole numbers', [3, 0, 2 ** 32 - 1], Uint32Array.of(2 ** 32 - 1, 0, 3)],
    ['larger ones', [2 ** 32, 1], Float64Array.of(1, 2 ** 32)],
    ['fractions', [0.1, 2], Float64Array.of(2, 0.1)],
    ['what falls', [-1, 2], Float64Array.of(2, -1)],
  ])('is as small as holds it: %s', (_, column, expected) => {
    expect(ordered(column, order(column.length))).toEqual(expected);
  });

  it('has four digits of what is no small whole number, on a chip with very many cores', () => {
    const length = MANY_CORES + 1;
    const column = Float64Array.from({ length }, (_, k) => 1234.567 * (k + 1));
    const numbers = ordered(column, order(length));
    expect(numbers).toBeInstanceOf(Float32Array);
    for (const k of [0, 1, 77, length - 1]) {
      const exact = column[length - 1 - k];
      expect(Math.abs(numbers[k] / exact - 1)).toBeLessThan(1.3e-4);
    }
    const whole = Uint32Array.from({ length }, (_, k) => k);
    expect(ordered(whole, order(length))).toEqual(whole.slice().reverse());
  });
});
