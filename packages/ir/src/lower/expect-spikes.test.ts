import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NmapError } from '../diagnostic.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { decimalOf } from './decimal.ts';
import { expectSpikes } from './expect-spikes.ts';
import { lower } from './lower.ts';

function specOf(populations: readonly PopulationSpec[], durationMs: number): NetworkSpec {
  return { name: 't', timestepMs: 1, durationMs, populations, projections: [] };
}

function faultOf(spec: NetworkSpec): string {
  try {
    expectSpikes(spec);
  } catch (error) {
    if (error instanceof NmapError) return error.message;
    throw error;
  }
  return 'none';
}

describe('expectSpikes', () => {
  it.each([
    // rate Hz, window ms, scale, spikes in the longer window, its ms
    [20, 10, 5, 1, 50],
    [40, 10, 5, 2, 50],
    [20, 1000, 1, 20, 1000],
    [0, 10, 1, 0, 10],
    [0.1, 1000, 10, 1, 10_000],
    [0.3, 1000, 10, 3, 10_000],
    [20.1, 1000, 10, 201, 10_000],
    [1, 0.1, 10_000, 1, 1000],
    [3, 0.7, 10_000, 21, 7000],
    [1.5, 2000, 1, 3, 2000],
    [1e-7, 1000, 10_000_000, 1, 1e10],
    [1e6, 1e3, 1, 1e6, 1e3],
  ])('%d Hz in %d ms: %d windows, %d spikes', (rateHz, durationMs, scale, spikes, longMs) => {
    const paired = [20, 40].includes(rateHz) && durationMs === 10 ? [{ id: 'b', size: 1, rateHz: 20 }] : [];
    const { spec, windowScale } = expectSpikes(specOf([{ id: 'a', size: 2, rateHz }, ...paired], durationMs));
    expect(windowScale).toBe(scale);
    expect(spec.populations[0].spikes).toBe(spikes);
    expect(spec.populations[0]).not.toHaveProperty('rateHz');
    expect(spec.durationMs).toBe(longMs);
    expect(lower(spec).network.spikes[0]).toBe(spikes);
  });

  it('takes the least common multiple, and lengthens given counts and assumed spikes alike', () => {
    const { spec, windowScale, diagnostics } = expectSpikes(
      specOf(
        [
          { id: 'half', size: 2, rateHz: [0.5, 0] },
          { id: 'fifth', size: 1, rateHz: 0.2 },
          { id: 'given', size: 2, spikes: [3, 0] },
          { id: 'one', size: 4, spikes: 7 },
          { id: 'silent', size: 1 },
        ],
        1000,
      ),
    );
    expect(windowScale).toBe(10);
    expect([...lower(spec).network.spikes]).toEqual([5, 0, 2, 30, 0, 70, 70, 70, 70, 10]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['W6001', 'W6006']);
    expect(diagnostics[1].message).toContain('10000 ms, 10 windows of 1000 ms');
    expect(lower(spec).diagnostics).toEqual([]);
  });

  it('leaves a network without rates as it is', () => {
    const spec = specOf(
      [
        { id: 'a', size: 2, spikes: 3 },
        { id: 'b', size: 1 },
      ],
      7,
    );
    expect(expectSpikes(spec)).toEqual({ spec, windowScale: 1, diagnostics: [] });
  });

  it('every count is rate x duration exactly, in the smallest such window', () => {
    const decimal = fc
      .tuple(fc.nat(99_999), fc.integer({ min: -3, max: 0 }))
      .map(([digits, exponent]) => Number(`${digits}e${exponent}`));
    fc.assert(
      fc.property(
        fc.array(decimal, { minLength: 1, maxLength: 6 }),
        decimal.filter((value) => value > 0),
        (rateHz, durationMs) => {
          const given = specOf([{ id: 'a', size: rateHz.length, rateHz }], durationMs);
          let result;
          try {
            result = expectSpikes(given);
          } catch (error) {
            // Digits may ask for more than 32 bits; anything else is a fault of the function.
            expect((error as NmapError).diagnostics[0].code).toMatch(/E1123|E1105|E1106/);
            return;
          }
          const spikes = [...lower(result.spec).network.spikes];
          const scale = BigInt(result.windowScale);
          const duration = decimalOf(durationMs);
          // Digits have three decimals at most, so thousandths are integers; 10^-9 in all with ms -> s.
          const thousandths = (value: number): bigint => {
            const { digits, exponent } = decimalOf(value);
            return digits * 10n ** BigInt(exponent + 3);
          };
          const exact = rateHz.map((rate) => thousandths(rate) * thousandths(durationMs) * scale);
          expect(spikes.map((count) => BigInt(count) * 10n ** 9n)).toEqual(exact);
          const window = thousandths(result.spec.durationMs);
          expect(window).toBe(duration.digits * 10n ** BigInt(duration.exponent + 3) * scale);
          for (let divisor = 2n; divisor <= 10n; divisor++) {
            if (scale % divisor !== 0n) continue;
            const shorter = exact.map((amount) => amount / divisor);
            expect(
              shorter.every((amount, i) => amount * divisor === exact[i] && amount % 10n ** 9n === 0n),
            ).toBe(false);
          }
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each([
    [
      'rates of many digits',
      specOf([{ id: 'a', size: 2, rateHz: [1.2345678901234, 2] }], 1000),
      /E1123 populations\[0\] \(a\).*5,000,000,000,000.*can grow 4,294,967,295 times/,
    ],
    [
      'a count beyond 32 bits',
      specOf(
        [
          { id: 'a', size: 1, rateHz: 0.001 },
          { id: 'b', size: 2, spikes: [1, 5_000_000] },
        ],
        1000,
      ),
      /E1123 populations\[1\] \(b\): neuron 1 would have 5,000,000,000 spikes in a window 1,000 times as long, can have 4,294,967,295/,
    ],
    [
      'a rate that fits alone',
      specOf(
        [
          { id: 'a', size: 1, rateHz: 5e6 },
          { id: 'b', size: 1, rateHz: 0.001 },
        ],
        1000,
      ),
      /E1123 populations\[0\] \(a\): neuron 0 at 5000000 Hz would have 5,000,000,000 spikes/,
    ],
    ['a negative rate', specOf([{ id: 'a', size: 1, rateHz: -1 }], 10), /E1106/],
    ['no duration', specOf([{ id: 'a', size: 1, rateHz: 1 }], 0), /E1101/],
  ])('refuses %s, with the numbers', (_, spec, message) => {
    expect(faultOf(spec)).toMatch(message);
  });
});
