import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import {
  clusteredOf,
  clusteredOn,
  layeredEdges,
  trafficOf,
  unitChip,
  weightedHops,
  type Edges,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { rowMajor } from '../row-major/index.ts';
import { genetic } from './index.ts';

const DEFAULTS = genetic.options.parse({});

/**
 * The paper's MLP of 4,096 neurons, [2000, 2000, 96], on 16 nodes of 256, filled in order: nodes hold neurons of a layer,
 * where two layers meet a node holds both. Traffic between two nodes is their neurons of a layer, for each such node of the
 * next: the paper's cost.
 */
function mlp(): Edges {
  const counts: number[][] = Array.from({ length: 16 }, () => [0, 0, 0]);
  let neuron = 0;
  for (const [layer, size] of [2000, 2000, 96].entries())
    for (let k = 0; k < size; k++) counts[Math.floor(neuron++ / 256)][layer]++;
  const edges = { clusterCount: 16, from: [] as number[], to: [] as number[], weight: [] as number[] };
  for (let a = 0; a < 16; a++) {
    for (let b = 0; b < 16; b++) {
      let weight = 0;
      for (let layer = 0; layer < 2; layer++) if (counts[b][layer + 1] > 0) weight += counts[a][layer];
      if (a === b || weight === 0) continue;
      edges.from.push(a);
      edges.to.push(b);
      edges.weight.push(weight);
    }
  }
  return edges;
}

describe('place/genetic', () => {
  // The paper: communication cost 11.04 to 26.77 % below a linear fill, moving neurons as well as clusters.
  it("places the paper's MLP of 4,096 neurons below the linear fill, by less than the paper moving neurons too", async () => {
    const clustered = clusteredOf(trafficOf(mlp()), unitChip(4, 4));
    const linear = weightedHops(await rowMajor.run(clustered, { order: 'given' }, testContext()));
    const placed = weightedHops(await genetic.run(clustered, DEFAULTS, testContext()));
    expect(placed / linear).toBeLessThan(0.97);
    expect(placed / linear).toBeGreaterThan(1 - 0.2677);
  });

  const net = clusteredOf(trafficOf(layeredEdges(8, 8, 4)), unitChip(8, 8));

  it.each([1, 60, 350])('costs no more than %d placements', async (evaluations) => {
    const ctx = testContext();
    await genetic.run(net, { ...DEFAULTS, evaluations }, ctx);
    expect(ctx.stats.get('evaluations')).toBe(evaluations);
  });

  it('is never dearer than its linear fills, and learns without them', async () => {
    const rows = weightedHops(await rowMajor.run(net, { order: 'given' }, testContext()));
    expect(
      weightedHops(await genetic.run(net, { ...DEFAULTS, evaluations: 200 }, testContext())),
    ).toBeLessThanOrEqual(rows);
    const random = weightedHops(await randomPlacer.run(net, {}, testContext()));
    const learnt = await genetic.run(net, { ...DEFAULTS, fills: 0, evaluations: 5000 }, testContext());
    expect(weightedHops(learnt)).toBeLessThan(0.8 * random);
  });

  it('ends where nothing crosses or mutates', async () => {
    const options = { ...DEFAULTS, crossover: 0, mutation: 0, evaluations: 300 };
    const placed = await genetic.run(clusteredOn({ columns: 3, rows: 3 }, 7), options, testContext());
    expect(new Set(raw(placed.coreOf)).size).toBe(7);
  });
});
