import { describe, expect, it } from '@jest/globals';
import { Rng } from './rng.ts';
import { exp, log } from './math.ts';

const relative = (have: number, want: number): number =>
  have === want ? 0 : Math.abs(have - want) / Math.abs(want);

describe('exp', () => {
  it('agrees with Math.exp to 1e-15 over the normal range', () => {
    const rng = new Rng(7);
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      const scale = [1e-12, 1e-3, 1, 40, 708][i % 5];
      const x = (2 * rng.unit() - 1) * scale;
      worst = Math.max(worst, relative(exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  it('handles the ends of the range', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(relative(exp(709.7), Math.exp(709.7))).toBeLessThan(1e-14);
    // Subnormal results have few bits left: one unit of the last place.
    expect(Math.abs(exp(-740) - Math.exp(-740))).toBeLessThanOrEqual(Number.MIN_VALUE);
    expect(Math.abs(exp(-745) - Math.exp(-745))).toBeLessThanOrEqual(Number.MIN_VALUE);
  });
});

describe('log', () => {
  it('agrees with Math.log to 1e-15', () => {
    const rng = new Rng(8);
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      const u = rng.unit() + 2 ** -60;
      const x = [u, 1 + u * 1e-6, 1 - u * 1e-6, u * 1e300, u * 1e-300][i % 5];
      worst = Math.max(worst, relative(log(x), Math.log(x)));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  it('handles the ends of the range', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(relative(log(Number.MIN_VALUE), Math.log(Number.MIN_VALUE))).toBeLessThan(1e-15);
    expect(relative(log(Number.MAX_VALUE), Math.log(Number.MAX_VALUE))).toBeLessThan(1e-15);
  });

  it('inverts exp', () => {
    for (let x = -700; x <= 700; x += 3.7) expect(relative(log(exp(x)), x)).toBeLessThan(1e-14);
  });
});
