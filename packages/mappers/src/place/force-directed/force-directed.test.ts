import { describe, expect, it } from '@jest/globals';
import { testContext } from '../../testing/problems.ts';
import { clusteredOf, layeredEdges, trafficOf, unitChip, weightedHops } from '../testing/graphs.ts';
import { forceDirected } from './index.ts';

const net = (width: number, reach: number | 'all') =>
  clusteredOf(trafficOf(layeredEdges(width, width, reach)), unitChip(width, width));
const DEFAULTS = forceDirected.options.parse({});

describe('place/force-directed on the random nets of Jin et al.', () => {
  it.each([
    [32, 4, '8643.4', 5],
    [64, 4, '48494.3', 6],
    [128, 4, '291990', 6],
    [4, 'all', '36.0565', 6],
  ] as const)('p0 on width %d, reach %s costs %s, as published', async (width, reach, logged, digits) => {
    const result = await forceDirected.run(net(width, reach), DEFAULTS, testContext());
    expect(Number(weightedHops(result).toPrecision(digits))).toBe(Number(logged));
  });
});
