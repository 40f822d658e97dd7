import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import {
  clusteredOf,
  layeredEdges,
  multicastTraffic,
  trafficOf,
  unitChip,
  weightedHops,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { hilbert } from '../hilbert/index.ts';
import { netOrder } from './net-order.ts';
import { breadthFirst } from './index.ts';

const clustered = (n: number, edges: readonly (readonly [number, number])[]) =>
  clusteredOf(
    trafficOf({
      clusterCount: n,
      from: edges.map(([a]) => a),
      to: edges.map(([, b]) => b),
      weight: edges.map(() => 1),
    }),
    unitChip(n, 1),
  );

describe('place/breadth-first', () => {
  it.each([
    [
      'a star',
      4,
      [
        [2, 0],
        [2, 1],
        [2, 3],
      ],
      [0, 2, 1, 3],
    ],
    [
      'two components',
      5,
      [
        [0, 3],
        [1, 4],
        [4, 2],
      ],
      [0, 3, 1, 4, 2],
    ],
    [
      'against the direction of the spikes',
      3,
      [
        [2, 0],
        [1, 2],
      ],
      [0, 2, 1],
    ],
    ['clusters without nets', 3, [], [0, 1, 2]],
  ] as const)('visits %s', (_, n, edges, order) => {
    expect([...netOrder(clustered(n, edges))]).toEqual([...order]);
  });

  it('takes those that hear the same net for neighbours', () => {
    const traffic = multicastTraffic(5, 12, 20, 4);
    const order = [...netOrder(clusteredOf(traffic, unitChip(12, 1)))];
    expect([...order].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    const { nets } = traffic;
    const ofFirst = new Set<number>();
    for (let net = 0; net < nets.netCount; net++) {
      const members = [nets.source[net], ...nets.pins.subarray(nets.start[net], nets.start[net + 1])];
      if (members.includes(order[0])) members.forEach((member) => ofFirst.add(member));
    }
    ofFirst.delete(order[0]);
    ofFirst.delete(0xffff_ffff);
    expect(new Set(order.slice(1, 1 + ofFirst.size))).toEqual(ofFirst);
  });

  // Given in the order of the layers, breadth first finds that order again where each layer feeds the next wholly.
  it('on dense layers is the order of the ids: the published cost along a Hilbert curve', async () => {
    const net = clusteredOf(trafficOf(layeredEdges(32, 32, 'all')), unitChip(32, 32));
    const placed = await breadthFirst.run(net, { curve: 'hilbert' }, testContext());
    const along = await hilbert.run(net, { order: 'given' }, testContext());
    expect(weightedHops(along).toPrecision(6)).toBe('113847');
    expect(weightedHops(placed)).toBeLessThan(1.03 * weightedHops(along));
    expect(new Set(raw(placed.coreOf)).size).toBe(1024);
  });
});
