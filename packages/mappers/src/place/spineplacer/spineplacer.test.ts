import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { clusteredOf, clusteredOn, layeredEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { forceDirected } from '../force-directed/index.ts';
import { randomPlacer } from '../random/index.ts';
import { RankCode } from './ranks.ts';
import { spinePlacer } from './index.ts';

const DEFAULTS = spinePlacer.options.parse({});

describe('ranks', () => {
  const decode = (clustered: Parameters<typeof spinePlacer.run>[0], ranks: readonly number[]) => {
    const coreOf = new Uint32Array(clustered.clusterCount);
    new RankCode(clustered).decode(Float64Array.from(ranks), 0, coreOf);
    return [...coreOf];
  };

  // The last takes its rank among all cores, the one before among those that are left, and so on.
  it.each([
    [
      [1, 1, 1, 1],
      [3, 2, 1, 0],
    ],
    [
      [1, 2, 3, 4],
      [0, 1, 2, 3],
    ],
    [
      [1, 1, 2, 2],
      [3, 0, 2, 1],
    ],
  ])('%j decode to %j on a full chip', (ranks, cores) => {
    expect(decode(clusteredOn({ columns: 2, rows: 2 }, 4), ranks)).toEqual(cores);
  });

  it('pass over dead cores, and count free ones', () => {
    const clustered = clusteredOn({ columns: 3, rows: 2, dead: [0, 4] }, 2);
    expect([...new RankCode(clustered).mostOf]).toEqual([3, 4]);
    expect(decode(clustered, [3, 4])).toEqual([3, 5]);
    expect(decode(clustered, [3, 1])).toEqual([5, 1]);
  });

  it('count each class by itself', () => {
    const classes = [{}, {}] as const;
    const clustered = clusteredOn({ columns: 4, rows: 1, classes, classOf: [0, 1, 0, 1] }, 3, {
      classOf: [1, 0, 1],
    });
    expect([...new RankCode(clustered).mostOf]).toEqual([1, 2, 2]);
    expect(decode(clustered, [1, 2, 2])).toEqual([1, 2, 3]);
  });
});

describe('place/spineplacer', () => {
  const net = clusteredOf(trafficOf(layeredEdges(8, 8, 4)), unitChip(8, 8));

  it.each([1, 7, 500])('costs no more than %d placements', async (evaluations) => {
    const ctx = testContext();
    await spinePlacer.run(net, { ...DEFAULTS, evaluations }, ctx);
    expect(ctx.stats.get('evaluations')).toBe(evaluations);
  });

  it('costs as many as published where nothing is said', async () => {
    const small = clusteredOf(trafficOf(layeredEdges(4, 4, 4)), unitChip(4, 4));
    const ctx = testContext();
    await spinePlacer.run(small, DEFAULTS, ctx);
    expect(ctx.stats.get('evaluations')).toBe(32 * 33);
  });

  // As in the authors' log of InceptionV3: somewhat below random, far above force-directed exchanges.
  it('ends between random and force-directed placement', async () => {
    const placed = await spinePlacer.run(net, { ...DEFAULTS, evaluations: 4000 }, testContext());
    const random = weightedHops(await randomPlacer.run(net, {}, testContext()));
    const forces = weightedHops(await forceDirected.run(net, forceDirected.options.parse({}), testContext()));
    expect(weightedHops(placed)).toBeLessThan(random);
    expect(weightedHops(placed)).toBeGreaterThan(forces);
    expect(new Set(raw(placed.coreOf)).size).toBe(64);
  });
});
