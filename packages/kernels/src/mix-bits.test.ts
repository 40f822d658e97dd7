import { describe, expect, it } from '@jest/globals';
import { mixBits } from './mix-bits.ts';

describe('mixBits', () => {
  it.each([
    // The finaliser of MurmurHash3 as published (fmix32).
    [0, 0],
    [1, 0x514e28b7],
    [0xffff_ffff, 0x81f16f39],
  ])('maps %d as fmix32 does', (value, image) => {
    expect(mixBits(value)).toBe(image);
  });

  it('maps no two of many neighbours to the same image', () => {
    expect(new Set(Array.from({ length: 10_000 }, (_, value) => mixBits(value))).size).toBe(10_000);
  });
});
