import { describe, expect, it } from '@jest/globals';
import {
  equilibriumTemperature,
  falling,
  lossesOf,
  meanOf,
  risingThenFalling,
  temperatureOfShare,
  type Temperatures,
} from './temperatures.ts';

function first(temperatures: Temperatures, count: number, cost = 0): number[] {
  return Array.from({ length: count }, () => temperatures.next(cost));
}

describe('falling', () => {
  it.each([
    ['in equal ratios', 8, 1 / 8, 4, [8, 4, 2, 1]],
    ['from nothing', 0, NaN, 3, [0, 0, 0]],
    ['not at all', 5, 1, 3, [5, 5, 5]],
    ['in a single step', 5, 0.1, 1, [5]],
  ])('goes %s', (_name, hot, share, steps, expected) => {
    const temperatures = first(falling(hot, share, steps), steps);
    for (const [k, value] of expected.entries()) expect(temperatures[k]).toBeCloseTo(value, 9);
  });
});

describe('risingThenFalling', () => {
  const RISE = { coldest: 1, share: 0.5, hottest: 16, rise: 0.1, atRandom: 110, cooling: 1 / 16 };

  it('heats for its share of the steps where the cost does not rise', () => {
    const temperatures = risingThenFalling(RISE, 8);
    const values = first(temperatures, 8, 10).map((value) => Math.round(value * 100) / 100);
    expect(values).toEqual([1, 2, 4, 8, 16, 8, 4, 2]);
    expect(temperatures.isFalling).toBe(true);
  });

  it('cools from where the cost has risen enough above the lowest', () => {
    const temperatures = risingThenFalling(RISE, 8);
    const rising = [10, 5, 15].map((cost) => [temperatures.next(cost), temperatures.isFalling]);
    // 5 + a tenth of 105.
    expect(rising.map(([, isFalling]) => isFalling)).toEqual([false, false, false]);
    temperatures.next(15.6);
    expect(temperatures.isFalling).toBe(true);
    expect(temperatures.next(15.6)).toBeLessThan(8);
  });
});

describe('temperatures of samples', () => {
  const DELTAS = Float64Array.of(-1, 2, 0, 4, 6);

  it('look at losses only', () => {
    expect([...lossesOf(DELTAS)]).toEqual([2, 4, 6]);
    expect(meanOf(lossesOf(DELTAS))).toBe(4);
    expect(meanOf(new Float64Array(0))).toBe(0);
  });

  it.each([0.5, 0.06, 0.001])('let a share of %d pass', (share) => {
    const temperature = temperatureOfShare(lossesOf(DELTAS), share);
    const passing = [2, 4, 6].reduce((sum, loss) => sum + Math.exp(-loss / temperature), 0);
    expect(passing / 3).toBeCloseTo(share, 9);
  });

  it('are in balance where gains and losses are', () => {
    const temperature = equilibriumTemperature(DELTAS);
    const drift = [-1, 0, 2, 4, 6].reduce(
      (sum, delta) => sum + delta * Math.min(1, Math.exp(-delta / temperature)),
      0,
    );
    expect(drift).toBeCloseTo(0, 3);
  });

  it.each<[string, number[], number]>([
    ['nothing was sampled', [], 0],
    ['nothing changes', [0, 0], 0],
    ['all gain alike', [-3, -3], 0],
    ['gains always win: the deviation', [-9, 1], 5],
  ])('where %s', (_name, deltas, expected) => {
    expect(equilibriumTemperature(Float64Array.from(deltas))).toBeCloseTo(expected, 9);
  });

  it('are 0 where there is nothing to lose', () => {
    expect(temperatureOfShare(new Float64Array(0), 0.1)).toBe(0);
  });
});
