/** Weights in the bits of a chip: what is held exactly, and the errors of what is not, by hand. */
import { describe, expect, it } from '@jest/globals';
import type { PerSynapse } from '@nmap/ir';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { checkWeights } from './check-weights.ts';
import { storedWeight, weightBitsOf, weightScales } from './weight-scale.ts';

function scale(weight: PerSynapse | undefined, bits: number | null) {
  const size = typeof weight === 'object' ? weight.length : 1;
  const spec = buildSpec(
    [
      { id: 'a', size, spikes: 1 },
      { id: 'b', size, spikes: 1 },
    ],
    [{ from: 'a', to: 'b', connector: 'one-to-one', ...(weight === undefined ? {} : { weight }) }],
  );
  return weightScales(spec, bits)[0];
}

describe('weightScales', () => {
  it.each<[string, PerSynapse | undefined, number | null, number, number, number]>([
    // weight, bits, scale, largest error, RMS
    ['none given', undefined, 8, 1, 0, 0],
    ['one for all', 0.3, 8, 0.3, 0, 0],
    ['negative', -0.3, 8, 0.3, 0, 0],
    ['whole numbers', [1, -127, 64], 8, 1, 0, 0],
    ['multiples of the smallest', [0.5, -1.5, 2], 8, 0.5, 0, 0],
    ['zero', [0, 0], 8, 1, 0, 0],
    ['without a width', [0.1, 0.777], null, 1, 0, 0],
    // 1 is stored as 3: steps of 1/3, 0.5 becomes 2/3 (halves go up), 0.2 becomes 1/3.
    ['three bits', [1, 0.5, 0.2], 3, 1 / 3, 1 / 6, Math.sqrt((1 / 36 + 4 / 225) / 3)],
    // Whole numbers that are too large: 5 is stored as 3, 3 as 2.
    ['too large for the bits', [5, 3, 2], 3, 5 / 3, 1 / 3, Math.sqrt((1 / 9 + 1 / 9) / 3)],
    ['one bit, 0 and 1', [0, 1, 1], 1, 1, 0, 0],
    ['one bit, 0 and one negative weight', [0, -0.4], 1, -0.4, 0, 0],
    ['one bit, both signs', [1, -1], 1, 1, 1, Math.sqrt(1 / 2)],
  ])('%s', (_, weight, bits, expected, maxError, rmsError) => {
    const found = scale(weight, bits);
    expect(found.scale).toBeCloseTo(expected, 12);
    expect(found.maxError).toBeCloseTo(maxError, 12);
    expect(found.rmsError).toBeCloseTo(rmsError, 12);
  });

  it('says what the difference is', () => {
    const weights = [0.91, -0.333, 0.07, -0.5];
    const { scale: step, bits, maxError, rmsError } = scale(weights, 5);
    const errors = weights.map((weight) => Math.abs(weight - storedWeight(weight, step, bits) * step));
    expect(maxError).toBe(Math.max(...errors));
    expect(rmsError).toBeCloseTo(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / 4), 12);
    expect(maxError).toBeLessThanOrEqual(step / 2);
  });

  it('stores no more than the bits hold', () => {
    for (const bits of [1, 2, 3, 8, 9]) {
      const { scale: step } = scale([3.7, -3.7, 0.2, 1], bits);
      const most = bits === 1 ? 1 : 2 ** (bits - 1) - 1;
      for (const weight of [3.7, -3.7, 0.2, 1]) {
        const stored = storedWeight(weight, step, bits);
        expect(Number.isInteger(stored) && !Object.is(stored, -0)).toBe(true);
        expect(Math.abs(stored)).toBeLessThanOrEqual(most);
      }
    }
  });
});

describe('checkWeights', () => {
  const spec = buildSpec(
    ['a', 'b', 'out'].map((id) => ({ id, size: 2, spikes: 1, ...(id === 'out' ? { external: true } : {}) })),
    [
      { from: 'a', to: 'b', connector: 'one-to-one', weight: [1, 0.5123] },
      { from: 'b', to: 'a', connector: 'one-to-one', weight: [1, 0.3] },
      { from: 'a', to: 'a', connector: 'one-to-one', weight: 0.1234 },
      { from: 'a', to: 'out', connector: 'one-to-one', weight: [1, 0.3] },
    ],
  );

  it('names the projections, the worst first', () => {
    const target = buildTarget({ limits: { bitsPerSynapse: 3 } });
    expect(checkWeights(spec, target)!.message).toBe(
      '2 of 3 projections have weights that 3 bits do not hold exactly: projections[0] (a -> b) by up to 0.154, RMS 0.109, ' +
        'where the largest is 1; projections[1] (b -> a) by up to 0.0333, RMS 0.0236, where the largest is 1.',
    );
  });

  it('says nothing without a width, or where all fit', () => {
    expect(checkWeights(spec, buildTarget())).toBeNull();
    const whole = { ...spec, projections: [spec.projections[2]] };
    expect(checkWeights(whole, buildTarget({ limits: { bitsPerSynapse: 1 } }))).toBeNull();
  });

  it('takes the narrowest class', () => {
    expect(weightBitsOf(buildTarget({ classes: [{ bitsPerSynapse: 8 }, { bitsPerSynapse: 4 }, {}] }))).toBe(
      4,
    );
  });
});
