import { describe, expect, it } from '@jest/globals';
import { shiftDecimal } from './shift-decimal.ts';

describe('shiftDecimal', () => {
  it.each([
    [4.2e-12, 12, 4.2],
    [72.8, -12, 7.28e-11],
    [35.5e-12, 12, 35.5],
    [6.5e-9, 9, 6.5],
    [-3, 2, -300],
    [0, 12, 0],
    [1e-300, -20, 1e-320],
    [0.1 + 0.2, 1, 3.0000000000000004],
  ])('%d by %d places is %d', (value, places, expected) => {
    expect(shiftDecimal(value, places)).toBe(expected);
  });

  it('comes back to what it was, up to 15 digits', () => {
    for (let k = 1; k < 2000; k++) {
      const value = Number(((k * 7919) / 3000).toPrecision(15));
      expect(shiftDecimal(shiftDecimal(value, -12), 12)).toBe(value);
    }
  });
});
