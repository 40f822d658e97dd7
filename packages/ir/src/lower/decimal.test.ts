import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalOf, scaled } from './decimal.ts';

describe('decimalOf', () => {
  it.each([
    [0, 0n, 0],
    [0.1, 1n, -1],
    [20.1, 201n, -1],
    [1000, 1000n, 0],
    [1e-7, 1n, -7],
    [1.5e-9, 15n, -10],
    [1e21, 1n, 21],
    [1.25e22, 125n, 20],
    [5e-324, 5n, -324],
  ])('%d', (value, digits, exponent) => {
    expect(decimalOf(value)).toEqual({ digits, exponent });
  });

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        const { digits, exponent } = decimalOf(value);
        expect(Number(`${digits}e${exponent}`)).toBe(value === 0 ? 0 : value);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

describe('scaled', () => {
  it.each([
    [0.1, 3, 0.3],
    [0.7, 10, 7],
    [10, 5, 50],
    [1e21, 7, 7e21],
    // 17 digits and a double whose shortest text has others.
    [0.1234567890123457, 97, null],
    [1e308, 100, null],
  ])('%d x %d', (value, factor, product) => {
    expect(scaled(decimalOf(value), factor)).toBe(product);
  });
});
