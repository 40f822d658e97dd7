import { describe, expect, it } from '@jest/globals';
import { Rng } from './rng.ts';

describe('Rng', () => {
  it('draws exponential numbers: mean 1, and a share of exp(-x) above x', () => {
    const rng = new Rng(7);
    const draws = new Float64Array(100_000).map(() => rng.exponential());
    expect(draws.reduce((sum, x) => sum + x, 0) / draws.length).toBeCloseTo(1, 1);
    for (const x of [0.1, 1, 3]) {
      expect(draws.filter((draw) => draw > x).length / draws.length).toBeCloseTo(Math.exp(-x), 2);
    }
  });

  it('gives every stream of a name its own numbers, the same each time', () => {
    const first = (rng: Rng): number[] => Array.from({ length: 8 }, () => rng.uint32());
    expect(first(Rng.fork(1, 'a'))).toEqual(first(Rng.fork(1, 'a')));
    expect(first(Rng.fork(1, 'a'))).not.toEqual(first(Rng.fork(1, 'b')));
    expect(first(Rng.fork(1, 'a', 1))).not.toEqual(first(Rng.fork(1, 'a')));
  });

  it('draws below a bound without bias', () => {
    const rng = new Rng(3);
    const counts = new Uint32Array(6);
    for (let i = 0; i < 60_000; i++) counts[rng.below(6)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
