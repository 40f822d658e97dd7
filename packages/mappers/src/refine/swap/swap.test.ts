import { describe, expect, it } from '@jest/globals';
import { clusteredOf, gridEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../../place/random/index.ts';
import { swap } from './index.ts';

describe('refine/swap', () => {
  it('moves into empty cores', async () => {
    const edges = { clusterCount: 2, from: [0], to: [1], weight: [3] };
    const clustered = clusteredOf(trafficOf(edges), unitChip(9, 1));
    for (let seed = 1; seed <= 5; seed++) {
      const start = await randomPlacer.run(clustered, {}, testContext(seed));
      expect(weightedHops(await swap.run(start, swap.options.parse({}), testContext(1)))).toBe(3);
    }
  });

  it('near candidates gain most of what all candidates gain', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(12, 12, 3)), unitChip(12, 12));
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    const near = await swap.run(start, swap.options.parse({ candidates: 'near' }), testContext(1));
    expect(weightedHops(near)).toBeLessThan(0.6 * weightedHops(start));
  });

  it('ends after the sweeps allowed', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(6, 6, 3)), unitChip(6, 6));
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    const ctx = testContext(1);
    await swap.run(start, swap.options.parse({ sweeps: 1 }), ctx);
    expect(ctx.stats.get('sweeps')).toBe(1);
  });
});
