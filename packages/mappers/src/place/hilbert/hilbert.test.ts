import { describe, expect, it } from '@jest/globals';
import { clusteredOf, layeredEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { rowMajor } from '../row-major/index.ts';
import { zigzag } from '../zigzag/index.ts';
import { hilbert } from './index.ts';

const net = (width: number, reach: number | 'all') =>
  clusteredOf(trafficOf(layeredEdges(width, width, reach)), unitChip(width, width));

describe('place/hilbert on the random nets of Jin et al.', () => {
  it.each([
    [4, 4, '31.5461655', 9],
    [8, 4, '317.494401', 9],
    [32, 4, '15747.4', 6],
    [64, 4, '79974', 5],
    [128, 4, '537808', 6],
    [32, 'all', '113847', 6],
    [4, 'all', '42.8364262', 9],
  ] as const)('width %d, reach %s costs %s, as published', async (width, reach, logged, digits) => {
    const result = await hilbert.run(net(width, reach), { order: 'auto' }, testContext());
    expect(Number(weightedHops(result).toPrecision(digits))).toBe(Number(logged));
  });

  it('agrees for zigzag and row-major too', async () => {
    const zigzagged = await zigzag.run(net(32, 4), { order: 'given' }, testContext());
    expect(weightedHops(zigzagged).toPrecision(6)).toBe('30252.2');
    const rows = await rowMajor.run(net(32, 4), { order: 'given' }, testContext());
    expect(weightedHops(rows).toPrecision(6)).toBe('4548.44');
  });
});
