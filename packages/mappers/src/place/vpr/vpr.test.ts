import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { clusteredOf, layeredEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { coolingOf, deviationOf, vprTemperatures } from './schedule.ts';
import { vpr } from './index.ts';

const DEFAULTS = vpr.options.parse({});
const net = clusteredOf(trafficOf(layeredEdges(16, 16, 4)), unitChip(16, 16));

describe("VPR's schedule", () => {
  it.each([
    [1, 0.5],
    [0.97, 0.5],
    [0.96, 0.9],
    [0.81, 0.9],
    [0.8, 0.95],
    [0.16, 0.95],
    [0.15, 0.8],
    [0, 0.8],
  ])('after a share of %d accepted cools by %d', (accepted, factor) => {
    expect(coolingOf(accepted)).toBe(factor);
  });

  it('narrows the range where less than 0.44 is accepted, widens it where more is', () => {
    const temperatures = vprTemperatures({ hot: 100, nets: 10, widest: 20 });
    expect([temperatures.next(0), temperatures.reach]).toEqual([100, 20]);
    expect(temperatures.tell!(0.24, 1000)).toBe(true);
    expect([temperatures.next(0), temperatures.reach]).toEqual([95, 16]);
    temperatures.tell!(0.94, 1000);
    expect(temperatures.reach).toBe(20);
  });

  it.each([
    ['the cost is 0', 1, 0],
    ['the temperature is below 0.005 of the cost per net', 0.5, 1000],
  ])('ends where %s', (_, hot, cost) => {
    expect(vprTemperatures({ hot, nets: 10, widest: 4 }).tell!(0.5, cost)).toBe(false);
  });

  it('has the deviation of changes', () => {
    expect(deviationOf(Float64Array.of(1, 3))).toBe(1);
    expect(deviationOf(new Float64Array(0))).toBe(0);
  });
});

describe('place/vpr', () => {
  // An annealer of ours from ordered ids ends at 1.54 of the degree bound, 497.325726, on a side of 32.
  it('places the conv net of width 16 far below row-major order, whatever its ids', async () => {
    const placed = await vpr.run(net, { ...DEFAULTS, effort: 10 }, testContext());
    expect(weightedHops(placed)).toBeLessThan(977.597211);
    expect(weightedHops(placed)).toBeGreaterThan(497.325726);
  });

  it('more effort is a longer schedule, and a budget a shorter one', async () => {
    const random = weightedHops(await randomPlacer.run(net, {}, testContext()));
    const usual = weightedHops(await vpr.run(net, DEFAULTS, testContext()));
    const short = weightedHops(await vpr.run(net, { ...DEFAULTS, evaluations: 3000 }, testContext()));
    expect(usual).toBeLessThan(0.5 * random);
    expect(short).toBeGreaterThan(usual);
    expect(short).toBeLessThanOrEqual(1.1 * random);
  });

  it('repeats itself', async () => {
    const a = await vpr.run(net, DEFAULTS, testContext());
    const b = await vpr.run(net, DEFAULTS, testContext());
    expect(raw(a.coreOf)).toEqual(raw(b.coreOf));
  });
});
