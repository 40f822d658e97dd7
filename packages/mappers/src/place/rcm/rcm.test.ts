import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { clusteredOf, layeredEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { reverseCuthillMckee } from './reverse-cuthill-mckee.ts';
import { rcm } from './index.ts';

function graph(n: number, edges: readonly (readonly [number, number])[]) {
  const rows: number[][] = Array.from({ length: n }, () => []);
  for (const [a, b] of edges) {
    rows[a].push(b);
    rows[b].push(a);
  }
  const start = new Uint32Array(n + 1);
  rows.forEach((row, node) => (start[node + 1] = start[node] + row.length));
  const neighbor = Uint32Array.from(rows.flatMap((row) => row.sort((a, b) => a - b)));
  return { start, neighbor, degree: Float64Array.from(rows, ({ length }) => length) };
}

describe('place/rcm', () => {
  it.each([
    [
      'a path under other names',
      4,
      [
        [2, 0],
        [0, 3],
        [3, 1],
      ],
      [2, 0, 3, 1],
    ],
    // From 3, the only node of degree 1: 2, then 1 and 0 of equal degree by number.
    [
      'a triangle with a tail',
      4,
      [
        [0, 1],
        [1, 2],
        [2, 0],
        [2, 3],
      ],
      [1, 0, 2, 3],
    ],
    [
      'two components, each by itself',
      5,
      [
        [0, 4],
        [1, 2],
        [2, 3],
      ],
      [4, 0, 3, 2, 1],
    ],
    ['nothing joined', 3, [], [0, 1, 2]],
  ] as const)('orders %s', (_, n, edges, order) => {
    expect([...reverseCuthillMckee(graph(n, edges))]).toEqual([...order]);
  });

  it('fills a row with a path: one hop for every edge', async () => {
    const from = [3, 0, 4, 1];
    const to = [0, 4, 1, 2];
    const clustered = clusteredOf(
      trafficOf({ clusterCount: 5, from, to, weight: [1, 1, 1, 1] }),
      unitChip(5, 1),
    );
    expect(weightedHops(await rcm.run(clustered, {}, testContext()))).toBe(4);
  });

  it('is cheaper than at random on a net of layers', async () => {
    const clustered = clusteredOf(trafficOf(layeredEdges(16, 16, 4)), unitChip(16, 16));
    const placed = await rcm.run(clustered, {}, testContext());
    const random = await randomPlacer.run(clustered, {}, testContext());
    expect(weightedHops(placed)).toBeLessThan(0.8 * weightedHops(random));
    expect(new Set(raw(placed.coreOf)).size).toBe(256);
  });
});
