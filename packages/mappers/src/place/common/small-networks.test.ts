/** What keeps a small network on a large chip cheap gives what a walk over the whole chip would give. */
import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import type { Traffic } from '@nmap/ir';
import { clusteredOf, clusteredOn, placementProblems, topologyOf, trafficOf, unitChip } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { flowGraph } from './flow-graph.ts';
import { nearestCores } from '../../tabu/nearest-cores.ts';
import { leastOfFew } from '../../tabu/least-of-few.ts';
import { searchRegion } from '../../tabu/region.ts';
import { tabuSearch } from '../../tabu/tabu-search.ts';
import { randomPlacer } from '../random/index.ts';
import { anneal } from '../../refine/anneal/index.ts';
import { multilevelPlacer } from '../multilevel/index.ts';
import { coresByTile, coresFor, inHilbertOrder } from './core-sequence.ts';
import { pricePerHop } from './hop-prices.ts';
import { isLeastCost } from './least-cost.ts';
import { placementCost } from './placement-cost.ts';
import { createSwapCost } from './create-swap-cost.ts';
import { tileDistance } from './tile-distance.ts';
import { tileSequence } from './tile-sequence.ts';
import { unwatched } from '../../watch/watch.ts';

/** Edges as source, target, weight; clusters up to the highest that is named. */
type EdgeList = readonly (readonly [from: number, to: number, weight: number])[];
const edgesTraffic = (edges: EdgeList): Traffic =>
  trafficOf({
    clusterCount: 1 + Math.max(...edges.map(([from, to]) => Math.max(from, to))),
    from: edges.map(([from]) => from),
    to: edges.map(([, to]) => to),
    weight: edges.map(([, , weight]) => weight),
  });

const all = placementProblems().map(({ name, clustered }) => [name, clustered] as const);
/** Few clusters on many tiles, dead cores and classes among them. */
const onLarge = [
  ['mesh', clusteredOn({ columns: 40, rows: 30 }, 5)],
  ['port in the middle', clusteredOn({ columns: 40, rows: 30, ioTile: 615 }, 5)],
  ['mostly dead', clusteredOn({ columns: 40, rows: 30, dead: Array.from({ length: 1150 }, (_, k) => k) }, 5)],
  [
    'a class at the far end',
    clusteredOn(
      {
        columns: 40,
        rows: 30,
        classes: [{}, {}],
        classOf: Array.from({ length: 1200 }, (_, k) => +(k > 900)),
      },
      5,
      { classOf: [0, 1, 1, 0, 1] },
    ),
  ],
  ['several cores a tile', clusteredOn({ columns: 20, rows: 30, coresPerTile: 3 }, 5)],
  [
    'several chips',
    clusteredOn({ columns: 40, rows: 30 }, 5, {
      topology: topologyOf('mesh', 40, 30, { chipColumns: 8, chipRows: 3 }),
    }),
  ],
  ['torus', clusteredOn({ columns: 24, rows: 20 }, 5, { topology: topologyOf('torus', 24, 20) })],
] as const;

describe('cores along a curve', () => {
  it.each([...all, ...onLarge])('are the first of those of the whole chip: %s', (_name, clustered) => {
    const { target } = clustered.problem;
    const { start, cores } = coresByTile(target);
    for (const curve of ['rows', 'zigzag', 'hilbert'] as const) {
      const whole = [...tileSequence(target.topology, curve)].flatMap((tile) => [
        ...cores.subarray(start[tile], start[tile + 1]),
      ]);
      const found = [...coresFor(clustered, curve)];
      expect(found).toEqual(whole.slice(0, found.length));
      const live = (classId: number): number =>
        found.filter((core) => target.dead[core] === 0 && raw(target.classOf)[core] === classId).length;
      for (const classId of target.classes.keys())
        expect(live(classId)).toBeGreaterThanOrEqual(
          raw(clustered.classOf).filter((wanted) => wanted === classId).length,
        );
    }
  });

  it('are few where the clusters are', () => {
    expect(coresFor(clusteredOn({ columns: 40, rows: 30 }, 5), 'hilbert').length).toBeLessThan(100);
  });

  it.each([...all, ...onLarge])(
    'sorted by position are in the order of the walk: %s',
    (_name, { problem }) => {
      const { target } = problem;
      const { start, cores } = coresByTile(target);
      const tiles = tileSequence(target.topology, 'hilbert');
      for (let k = 1; k < tiles.length; k++)
        expect(target.topology.positionAlong('hilbert', tiles[k])).toBeGreaterThan(
          target.topology.positionAlong('hilbert', tiles[k - 1]),
        );
      const whole = [...tiles].flatMap((tile) => [...cores.subarray(start[tile], start[tile + 1])]);
      const some = new Rng(7).shuffle(Uint32Array.from(whole)).slice(0, 30).sort();
      expect([...inHilbertOrder(target, some)]).toEqual(whole.filter((core) => some.includes(core)));
    },
  );
});

describe('nearestCores', () => {
  it.each([...all, ...onLarge])('agrees with a sort of all cores: %s', (_name, { problem }) => {
    const { target } = problem;
    const distance = tileDistance(target, pricePerHop(problem));
    const tileOf = raw(target.tileOf);
    for (const classId of target.classes.keys()) {
      const live = [...raw(target.classOf).keys()].filter(
        (core) => target.dead[core] === 0 && raw(target.classOf)[core] === classId,
      );
      for (const middle of [0, Math.floor(target.topology.tileCount / 2), target.topology.tileCount - 1]) {
        for (const most of [1, 7, 60, live.length].filter((count) => count <= live.length)) {
          const away = (core: number): number => distance.between(middle, tileOf[core]);
          const sorted = [...live].sort((a, b) => away(a) - away(b) || a - b).slice(0, most);
          const found = nearestCores(target, classId, { middle, most, distance });
          expect([...found].sort((a, b) => a - b)).toEqual(sorted.sort((a, b) => a - b));
        }
      }
    }
  });
});

describe('placementCost', () => {
  it.each([...all, ...onLarge])(
    'is the total of the cost of exchanges, to the last bit: %s',
    async (_name, clustered) => {
      const { coreOf } = await randomPlacer.run(clustered, {}, testContext(3));
      expect(placementCost(clustered, raw(coreOf))).toBe(createSwapCost(clustered, raw(coreOf)).total());
    },
  );
});

const cost = (
  edges: readonly (readonly [number, number, number])[],
  coreOf: number[],
): readonly [boolean, number] => {
  const clustered = clusteredOf(edgesTraffic(edges), unitChip(6, 6));
  const price = placementCost(clustered, Uint32Array.from(coreOf));
  return [isLeastCost(clustered, price), price];
};

describe('isLeastCost', () => {
  it.each<[string, [number, number, number][], number[], boolean]>([
    ['two side by side', [[0, 1, 3]], [0, 1], true],
    ['two apart', [[0, 1, 3]], [0, 2], false],
    [
      'a chain along a row',
      [
        [0, 1, 1],
        [1, 2, 2],
        [2, 3, 3],
      ],
      [0, 1, 2, 3],
      true,
    ],
    [
      'a ring round a square',
      [
        [0, 1, 1],
        [1, 2, 1],
        [2, 3, 1],
        [3, 0, 1],
      ],
      [0, 1, 7, 6],
      true,
    ],
    [
      'a triangle, whose third side no mesh has',
      [
        [0, 1, 1],
        [1, 2, 1],
        [2, 0, 1],
      ],
      [0, 1, 2],
      false,
    ],
  ])('%s', (_name, edges, coreOf, expected) => {
    expect(cost(edges, coreOf)[0]).toBe(expected);
  });

  it.each([...all, ...onLarge])(
    'never says so where something cheaper exists: %s',
    async (_name, clustered) => {
      const random = await randomPlacer.run(clustered, {}, testContext(5));
      const start = placementCost(clustered, raw(random.coreOf));
      const found = await multilevelPlacer.run(clustered, { effort: 0.01 }, testContext(5));
      if (placementCost(clustered, raw(found.coreOf)) < start * (1 - 1e-6))
        expect(isLeastCost(clustered, start)).toBe(false);
    },
  );
});

describe('leastOfFew', () => {
  it.each<[string, [number, number, number][], number]>([
    ['two', [[0, 1, 3]], 3],
    [
      'a triangle',
      [
        [0, 1, 1],
        [1, 2, 5],
        [2, 0, 2],
      ],
      9,
    ],
    [
      'a star of three',
      [
        [0, 1, 1],
        [0, 2, 1],
        [0, 3, 1],
      ],
      3,
    ],
    [
      'all four with each other',
      [
        [0, 1, 1],
        [0, 2, 1],
        [0, 3, 1],
        [1, 2, 1],
        [1, 3, 1],
        [2, 3, 1],
      ],
      8,
    ],
  ])('%s', (_name, edges, least) => {
    const clustered = clusteredOf(edgesTraffic(edges), unitChip(6, 6));
    const distance = tileDistance(clustered.problem.target, pricePerHop(clustered.problem));
    const region = searchRegion(clustered, distance);
    expect(leastOfFew(clustered, flowGraph(clustered.traffic.graph), { region, distance }, 1000)).toBe(least);
    // The search ends where it is met, and not above.
    expect(tabuSearch(clustered, { effort: 1, starts: 4 }, new Rng(1), unwatched())).toMatchObject({
      cost: least,
    });
  });

  it('gives up on five', () => {
    const clustered = clusteredOf(
      edgesTraffic([
        [0, 1, 1],
        [1, 2, 1],
        [2, 3, 1],
        [3, 4, 1],
      ]),
      unitChip(6, 6),
    );
    const distance = tileDistance(clustered.problem.target, pricePerHop(clustered.problem));
    const region = searchRegion(clustered, distance);
    expect(leastOfFew(clustered, flowGraph(clustered.traffic.graph), { region, distance }, 1000)).toBeNull();
  });
});

describe('a search with nothing to find', () => {
  const pair = clusteredOf(edgesTraffic([[0, 1, 1]]), unitChip(32, 32));

  it('is not begun', async () => {
    expect(tabuSearch(pair, { effort: 1, starts: 4 }, new Rng(1), unwatched()).steps).toBe(0);
    const stats: Record<string, number> = {};
    const placed = await multilevelPlacer.run(pair, { effort: 1 }, testContext(1));
    const context = { ...testContext(1), stat: (name: string, value: number) => void (stats[name] = value) };
    expect(await anneal.run(placed, anneal.options.parse({}), context)).toBe(placed);
    expect(stats).toEqual({ proposals: 0, accepted: 0 });
  });

  it('ends where three clusters lie as well as they can', () => {
    const triangle = clusteredOf(
      edgesTraffic([
        [0, 1, 1],
        [1, 2, 1],
        [2, 0, 1],
      ]),
      unitChip(32, 32),
    );
    const { cost: least, steps } = tabuSearch(triangle, { effort: 1, starts: 4 }, new Rng(1), unwatched());
    expect(least).toBe(4);
    expect(steps).toBeLessThan(100);
  });
});
