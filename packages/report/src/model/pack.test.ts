import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { packJson } from './pack.ts';
import { unpackJson } from './unpack.ts';

const CASES: readonly (readonly [string, unknown])[] = [
  ['nothing', { empty: new Uint32Array(0) }],
  ['every largest id', { ids: Uint32Array.of(0, 0xffffffff, 1, 0xfffffffe) }],
  ['integers past 32 bits, signed', { counts: Float64Array.of(2 ** 51, -(2 ** 51), 0, -1, 1) }],
  ['integers as large as they are exact', { counts: Float64Array.of(2 ** 53 - 1, -(2 ** 53 - 1), 0) }],
  ['fractions and no numbers', { pj: Float64Array.of(0.1, NaN, Infinity, -Infinity, -0, 1e-300) }],
  [
    'fields of 24 bits and of none',
    { wide: Uint32Array.of(0xffffff, 0, 1, 0xfffffe, 5), zero: new Uint32Array(9) },
  ],
  ['fields of 3 bits', { small: Uint32Array.from({ length: 1001 }, (_, k) => (k * k) % 7) }],
  ['seven digits', { pj: Float32Array.of(0.5, 1e10, NaN) }],
  ['a long repetition that overlaps itself', { flat: new Uint32Array(100_000).fill(7) }],
  ['a ramp', { ramp: Uint32Array.from({ length: 10_000 }, (_, k) => 4 * k) }],
  ['beside other values', { text: '</script><!--', list: [Uint32Array.of(1), null, 'a'], deep: { a: 1 } }],
];

describe('packed numbers', () => {
  it.each(CASES)('are what they were: %s', (_, value) => {
    const text = packJson(value);
    expect(text).not.toContain('<');
    expect(unpackJson(text)).toEqual(value);
  });

  it('are what they were, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.array(fc.nat({ max: 0xffffffff })), (floats, ids) => {
        const value = { floats: Float64Array.from(floats), ids: Uint32Array.from(ids) };
        expect(unpackJson(packJson(value))).toEqual(value);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('take a byte or two where they hardly differ', () => {
    const ramp = packJson(Uint32Array.from({ length: 100_000 }, (_, k) => k));
    expect(ramp.length).toBeLessThan(200);
    const mixed = packJson(Uint32Array.from({ length: 10_000 }, (_, k) => (k * 7919) % 100));
    expect(mixed.length).toBeLessThan(12_000);
  });
});
