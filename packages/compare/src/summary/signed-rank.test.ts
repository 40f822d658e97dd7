/**
 * Expected numbers: `scipy.stats.wilcoxon(d, zero_method='pratt', method=PermutationMethod(n_resamples=inf))` of SciPy 1.17.1,
 * which goes through all signs, unless a row says otherwise.
 */
import { describe, expect, it } from '@jest/globals';
import { holm } from './holm.ts';
import { signedRank } from './signed-rank.ts';

describe('signedRank', () => {
  it.each<[string, number[], number, number]>([
    ['no ties', [1, 2, 3, 4, -5], 5, 0.625],
    ['ties', [1, 1, -1, 2, 2, -3, 3, 3], 9, 0.2734375],
    ['zeros and ties', [0, 0, 1, 2, -1, 3, 4, 4], 3.5, 0.09375],
    ['all of five: no smaller p is possible', [-1, -2, -3, -4, -5], 0, 0.0625],
    ['balanced', [1, -1, 2, -2], 5, 1],
    ['no difference', [0, 0, 0], 0, 1],
    ['one pair, by hand: both signs are as far out', [3], 0, 1],
    ['none', [], 0, 1],
    ['infinite ones are the largest, by hand as [1, 2, 3.5, -3.5]', [1, 2, Infinity, -Infinity], 3.5, 0.75],
  ])('%s', (_, differences, statistic, p) => {
    expect(signedRank(differences)).toMatchObject({ statistic, p, method: 'exact' });
  });

  it('goes through all signs of forty pairs: scipy.stats.wilcoxon(d, method="exact")', () => {
    const differences = Array.from({ length: 40 }, (_, i) => (i + 1) * ((i * i) % 7 < 3 ? -1 : 1));
    const { statistic, p } = signedRank(differences);
    expect(statistic).toBe(223);
    expect(p).toBeCloseTo(0.011074391617512447, 14);
  });

  it.each([
    [47, 14013, 0.14414807068547933],
    [40, 10221, 1.8072887322985624e-6],
  ])(
    'is normal for many pairs: scipy.stats.wilcoxon(d, zero_method="pratt", method="asymptotic"), shift %d',
    (shift, statistic, p) => {
      const differences = Array.from({ length: 250 }, (_, i) => (((i * 37) % 101) - shift) / 8);
      const test = signedRank(differences);
      expect(test).toMatchObject({ statistic, method: 'normal' });
      expect(Math.abs(test.p - p)).toBeLessThan(1e-6);
    },
  );
});

describe('holm', () => {
  it.each<[string, number[], number[]]>([
    [
      'by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and never below the one before',
      [0.01, 0.04, 0.03, 0.005],
      [0.03, 0.06, 0.06, 0.02],
    ],
    ['never above 1', [0.5, 0.6], [1, 1]],
    ['one test is itself', [0.2], [0.2]],
    ['none', [], []],
  ])('%s', (_, ps, adjusted) => {
    for (const [at, p] of holm(ps).entries()) expect(p).toBeCloseTo(adjusted[at], 15);
  });
});
