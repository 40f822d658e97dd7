import { describe, expect, it } from '@jest/globals';
import { clusterOrder } from './cluster-order.ts';
import { clusteredOf, gridEdges, multicastTraffic, trafficOf, unitChip } from '@nmap/testkit';

const chain = (names: readonly number[], extra: readonly [number, number][] = [], given = true) =>
  clusteredOf(
    trafficOf(
      {
        clusterCount: names.length,
        from: [...names.slice(0, -1), ...extra.map(([a]) => a)],
        to: [...names.slice(1), ...extra.map(([, b]) => b)],
        weight: [...names.slice(1).map(() => 5), ...extra.map(() => 1)],
      },
      {},
      given ? 'clusters' : 'network',
    ),
    unitChip(4, 4),
  );

describe('clusterOrder', () => {
  it('takes ids as given', () => {
    expect([...clusterOrder(chain([3, 1, 0, 2]), 'given')]).toEqual([0, 1, 2, 3]);
  });

  it('follows the spikes', () => {
    expect([...clusterOrder(chain([3, 1, 0, 2]), 'topological')]).toEqual([3, 1, 0, 2]);
  });

  it('opens a cycle where the least comes in', () => {
    expect([...clusterOrder(chain([3, 1, 0, 2], [[2, 3]]), 'topological')]).toEqual([3, 1, 0, 2]);
  });

  it('walks along the traffic whatever the ids', () => {
    const order = [...clusterOrder(chain([5, 1, 0, 4, 2, 3]), 'traffic')];
    expect([[5, 1, 0, 4, 2, 3].join(), [3, 2, 4, 0, 1, 5].join()]).toContain(order.join());
  });

  it('is by id for a given graph and by traffic for a network, if left to choose', () => {
    expect([...clusterOrder(chain([2, 0, 1]), 'auto')]).toEqual([0, 1, 2]);
    expect([...clusterOrder(chain([2, 0, 1], [], false), 'auto')]).not.toEqual([0, 1, 2]);
  });

  it.each(['given', 'topological', 'traffic'] as const)(
    '%s is a permutation on any traffic, the port included',
    (order) => {
      for (let seed = 1; seed <= 10; seed++) {
        const clustered = clusteredOf(multicastTraffic(seed, 20, 30, 4), unitChip(5, 4));
        const sorted = [...clusterOrder(clustered, order)].sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: 20 }, (_, i) => i));
      }
      const grid = clusteredOf(trafficOf(gridEdges(5, 4, 1)), unitChip(5, 4));
      expect(new Set(clusterOrder(grid, order)).size).toBe(20);
    },
  );
});
