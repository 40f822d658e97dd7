import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import { makePlaced, type Clustered, type Placed } from '@nmap/ir';
import { verifyPlaced } from '@nmap/judge';
import type { PassContext } from '../../pass.ts';
import {
  clusteredOf,
  clusteredOn,
  gridEdges,
  layeredEdges,
  placementProblems,
  randomEdges,
  topologyOf,
  trafficOf,
  unitChip,
  weightedHops,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { TileDistance } from '../common/tile-distance.ts';
import { hilbert } from '../hilbert/index.ts';
import { searchRegion } from '../../tabu/region.ts';
import { placeLevels } from './multilevel.ts';
import { multilevelPlacer } from './index.ts';
import { searchLengths } from './search-lengths.ts';
import { watchOf } from '../../watch/watch.ts';

/** The levels themselves, however few the clusters: the pass would leave these to tabu search. */
function placeBy(clustered: Clustered, ctx: PassContext, effort: number, coarsest: number): Placed {
  const { target } = clustered.problem;
  const distance = new TileDistance(target, pricePerHop(clustered.problem));
  const region = searchRegion(clustered, distance);
  const options = { effort, coarsest };
  const placed = placeLevels(clustered, { target, distance }, region, options, ctx.rng, watchOf(ctx));
  ctx.stat('levels', placed.levels);
  return makePlaced(clustered, placed.coreOf);
}

const larger = [
  {
    name: 'torus of 8 x 7',
    clustered: clusteredOn({ columns: 8, rows: 7 }, 50, { topology: topologyOf('torus', 8, 7) }),
  },
  {
    name: 'hex torus, three cores per tile',
    clustered: clusteredOn({ columns: 5, rows: 4, coresPerTile: 3 }, 55, {
      topology: topologyOf('hex-torus', 5, 4),
    }),
  },
  {
    name: 'tree of four levels',
    clustered: clusteredOn({ columns: 9, rows: 4 }, 36, {
      topology: topologyOf('tree', 9, 4, { arity: [3, 2, 2, 3] }),
    }),
  },
  {
    name: 'full mesh of two classes, odd numbers of each',
    clustered: clusteredOn(
      {
        columns: 7,
        rows: 6,
        classes: [{}, {}],
        classOf: Array.from({ length: 42 }, (_, core) => (core % 14 < 9 ? 0 : 1)),
      },
      42,
      { classOf: Array.from({ length: 42 }, (_, cluster) => (cluster < 27 ? 0 : 1)) },
    ),
  },
  {
    name: 'multicast, dead cores',
    clustered: clusteredOn({ columns: 8, rows: 8, dead: [0, 9, 27, 63], multicast: 'tree' }, 51),
  },
];

describe('place/multilevel', () => {
  const all = [...placementProblems(), ...larger].map(({ name, clustered }) => [name, clustered] as const);
  it.each(all)('has legal and repeatable levels: %s', (_trait, clustered) => {
    const first = placeBy(clustered, testContext(5), 1e-4, 2);
    expect(verifyPlaced(first)).toEqual([]);
    expect(raw(placeBy(clustered, testContext(5), 1e-4, 2).coreOf)).toEqual(raw(first.coreOf));
  });

  it.each(all)('is no dearer than the curves, however short the search: %s', async (_trait, clustered) => {
    const costOf = ({ coreOf }: Placed) => createSwapCost(clustered, raw(coreOf)).total();
    const options = multilevelPlacer.options.parse({ effort: 1e-4 });
    // Stopped in the search, not while the curves are drawn.
    const context = { ...testContext(1, 3), workBetweenQuestions: Infinity };
    const cost = costOf(await multilevelPlacer.run(clustered, options, context));
    for (const order of ['given', 'traffic'] as const) {
      expect(cost).toBeLessThanOrEqual(costOf(await hilbert.run(clustered, { order }, testContext(1))));
    }
  });

  it('is legal whenever it is stopped', () => {
    for (const [, clustered] of all) {
      for (const budget of [0, 1, 2, 4, 8]) {
        expect(verifyPlaced(placeBy(clustered, testContext(1, budget), 1e-4, 2))).toEqual([]);
      }
    }
  });

  it('undoes most of the shuffling of a grid', () => {
    const clustered = clusteredOf(trafficOf(gridEdges(16, 16, 3)), unitChip(16, 16));
    for (let seed = 1; seed <= 3; seed++) {
      const ctx = testContext(seed);
      expect(weightedHops(placeBy(clustered, ctx, 0.01, 64))).toBeLessThan(2.2 * 480);
      expect(ctx.stats.get('levels')).toBe(3);
    }
  });

  it('comes far below the published force-directed cost of conv 32 (6,712), ids shuffled', async () => {
    const edges = layeredEdges(32, 32, 4);
    const name = new Rng(21).shuffle(Uint32Array.from({ length: edges.clusterCount }, (_, i) => i));
    const renamed = { ...edges, from: edges.from.map((a) => name[a]), to: edges.to.map((a) => name[a]) };
    const clustered = clusteredOf(trafficOf(renamed), unitChip(32, 32));
    const placed = await multilevelPlacer.run(
      clustered,
      multilevelPlacer.options.parse({ effort: 0.005 }),
      testContext(1),
    );
    expect(weightedHops(placed)).toBeLessThan(5000);
    expect(weightedHops(placed)).toBeGreaterThan(2314.92);
  });

  it('begins with the searches of every smaller effort from 1 on', () => {
    expect(searchLengths(0.1)).toEqual([0.1]);
    expect(searchLengths(10)).toEqual([1, 1, 2, 4]);
    for (let effort = 1; effort < 70; effort += 0.5) {
      const less = searchLengths(effort);
      expect(searchLengths(effort + 0.5).slice(0, less.length)).toEqual(less);
      expect(less.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(effort);
    }
  });

  it('is never dearer with more effort, from 1 on', async () => {
    const clustered = clusteredOf(trafficOf(randomEdges(4, 9, 24)), unitChip(3, 3));
    for (let seed = 1; seed <= 2; seed++) {
      let before = Infinity;
      for (const effort of [1, 2]) {
        const options = multilevelPlacer.options.parse({ effort });
        const cost = weightedHops(await multilevelPlacer.run(clustered, options, testContext(seed)));
        expect(cost).toBeLessThanOrEqual(before);
        before = cost;
      }
    }
  });

  it('says how far it is, never backwards, with the cost of a placement that it has', async () => {
    const clustered = clusteredOf(trafficOf(randomEdges(4, 300, 900)), unitChip(20, 16));
    const parts: number[] = [];
    const costs: number[] = [];
    const context = {
      ...testContext(1),
      workBetweenQuestions: 1000,
      progress: (part: number | null, cost?: number) => {
        // Before there is a plan there is no share of it.
        if (part !== null) {
          parts.push(part);
          costs.push(cost ?? Infinity);
        }
        return 'go' as const;
      },
    };
    const placed = await multilevelPlacer.run(
      clustered,
      multilevelPlacer.options.parse({ effort: 0.01 }),
      context,
    );
    expect(parts.length).toBeGreaterThan(10);
    for (let k = 1; k < parts.length; k++) {
      expect(parts[k]).toBeGreaterThanOrEqual(parts[k - 1]);
      expect(costs[k]).toBeLessThanOrEqual(costs[k - 1]);
    }
    expect(parts.at(-1)).toBeLessThanOrEqual(1);
    expect(weightedHops(placed)).toBeLessThanOrEqual(costs.at(-1)!);
  });
});
