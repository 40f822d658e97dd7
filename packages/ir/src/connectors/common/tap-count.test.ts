import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axisTaps } from './axis-taps.ts';
import { mostTapsOfOutput, tapCount } from './tap-count.ts';

const axes = fc.record({
  input: fc.integer({ min: 1, max: 30 }),
  output: fc.integer({ min: 1, max: 30 }),
  kernel: fc.integer({ min: 1, max: 12 }),
  stride: fc.integer({ min: 1, max: 5 }),
  before: fc.integer({ min: 0, max: 12 }),
  dilation: fc.integer({ min: 1, max: 4 }),
});

describe('tapCount', () => {
  it('counts what axisTaps makes', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        expect(tapCount(axis)).toBe(axisTaps(axis).tap.length);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('counts axes as long as the largest population', () => {
    const axis = { input: 4e9, output: 4e9 - 2, kernel: 3, stride: 1, before: 0, dilation: 1 };
    expect(tapCount(axis)).toBe(3 * (4e9 - 2));
    expect(tapCount({ ...axis, kernel: 2e9, output: 2e9 + 1 })).toBe(2e9 * (2e9 + 1));
  });
});

describe('mostTapsOfOutput', () => {
  it('never names more taps than some output has', () => {
    fc.assert(
      fc.property(axes, (axis) => {
        const { output } = axisTaps(axis);
        const taps = new Uint32Array(axis.output);
        for (const o of output) taps[o]++;
        expect(mostTapsOfOutput(axis)).toBeLessThanOrEqual(Math.max(...taps));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('finds the whole kernel in the middle of an image', () => {
    const axis = { input: 28, output: 28, kernel: 5, stride: 1, before: 2, dilation: 1 };
    expect(mostTapsOfOutput(axis)).toBe(5);
  });
});
