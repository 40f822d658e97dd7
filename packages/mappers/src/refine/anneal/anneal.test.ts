import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { clusteredOf, gridEdges, layeredEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { hilbert } from '../../place/hilbert/index.ts';
import { randomPlacer } from '../../place/random/index.ts';
import { anneal } from './index.ts';

/** The random net of Jin et al. under shuffled ids: order cannot leak. */
function shuffledNet(width: number) {
  const edges = layeredEdges(width, width, 4);
  const name = new Rng(21).shuffle(Uint32Array.from({ length: edges.clusterCount }, (_, i) => i));
  const renamed = { ...edges, from: edges.from.map((a) => name[a]), to: edges.to.map((a) => name[a]) };
  return clusteredOf(trafficOf(renamed), unitChip(width, width));
}

describe('refine/anneal', () => {
  it('comes far below the published force-directed cost of conv 32 (6,712), ids shuffled', async () => {
    const clustered = shuffledNet(32);
    for (let seed = 1; seed <= 3; seed++) {
      const start = await hilbert.run(clustered, { order: 'traffic' }, testContext(seed));
      const placed = await anneal.run(start, anneal.options.parse({ effort: 0.5 }), testContext(seed));
      expect(weightedHops(placed)).toBeLessThan(5000);
      expect(weightedHops(placed)).toBeGreaterThan(2314.92);
    }
  });

  it('undoes most of a random start on a shuffled grid', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(8, 8, 3)), unitChip(8, 8));
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    const placed = await anneal.run(start, anneal.options.parse({ effort: 10 }), testContext(1));
    expect(weightedHops(placed)).toBeLessThanOrEqual(1.5 * 112);
  });

  it('weighs no more exchanges than it may: what is left of a longer search is dearer', async () => {
    const clustered = shuffledNet(16);
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    const costOf = async (evaluations: number) => {
      const ctx = testContext(1);
      const placed = await anneal.run(start, anneal.options.parse({ evaluations }), ctx);
      expect(ctx.stats.get('proposals')).toBeLessThanOrEqual(evaluations);
      return weightedHops(placed);
    };
    const [one, few, many] = [await costOf(1), await costOf(5000), await costOf(500_000)];
    expect(one).toBeLessThanOrEqual(weightedHops(start));
    expect(few).toBeLessThan(one);
    expect(many).toBeLessThan(0.6 * few);
  });

  it('gives the input back where nothing gains', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(2, 1, 1)), unitChip(2, 1));
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    expect(await anneal.run(start, anneal.options.parse({}), testContext(1))).toBe(start);
  });

  it('reports the best cost so far, which never rises', async () => {
    const clustered = shuffledNet(8);
    const start = await randomPlacer.run(clustered, {}, testContext(1));
    const costs: number[] = [];
    const context = {
      ...testContext(1),
      workBetweenQuestions: 1000,
      progress: (_part: number, cost?: number) => (costs.push(cost!), 'go' as const),
    };
    const placed = await anneal.run(start, anneal.options.parse({}), context);
    expect(costs.length).toBeGreaterThan(10);
    for (let k = 1; k < costs.length; k++) expect(costs[k]).toBeLessThanOrEqual(costs[k - 1]);
    expect(weightedHops(placed)).toBeLessThanOrEqual(costs.at(-1)! + 1e-9);
  });
});
