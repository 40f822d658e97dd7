import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal } from './decimal.ts';

const read = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return parseDecimal(bytes, 0, bytes.length);
};

describe('parseDecimal', () => {
  it('agrees with the engine on decimals of any length, midpoints included', () => {
    const half = fc
      .tuple(fc.nat(2 ** 31), fc.nat(2 ** 21 - 1), fc.integer({ min: 0, max: 11 }))
      .map(([low, high, shift]) => {
        // Odd integers just above 2^53 lie exactly between two doubles.
        const midpoint = ((BigInt(high) << 32n) + BigInt(low) + (1n << 53n)) | 1n;
        return `${midpoint * 10n ** BigInt(shift % 5)}`;
      });
    const text = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc
        .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 25 }))
        .map(([x, digits]) => x.toPrecision(digits)),
      fc
        .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 22 }))
        .map(([x, digits]) => x.toFixed(digits)),
      half,
    );
    fc.assert(
      fc.property(text, (decimal) => expect(Object.is(read(decimal), Number(decimal))).toBe(true)),
      { numRuns: 20_000, seed: 21 },
    );
  });

  it.each(['', '-', '.', '1e', '0x1', 'nan', 'inf', '1 2', '--1', '1,5', '1e5.5'])(
    'takes %j for no number',
    (text) => {
      expect(read(text)).toBeNaN();
    },
  );

  it('takes the forms of spreadsheets and gives Infinity for what is too large', () => {
    expect(['+1', '1.', '.5', '-0', '1E3'].map(read)).toEqual([1, 1, 0.5, -0, 1000]);
    expect(read('1e999')).toBe(Infinity);
  });
});
