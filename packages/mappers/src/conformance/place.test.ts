/**
 * What every placer, refiner and router of the table must do, whoever wrote it. Legality is
 * judged by the verifiers of @nmap/ir and costs by the referee of @nmap/energy, which share
 * nothing with the mappers but the data types.
 */
import { describe, expect, it } from '@jest/globals';
import type { ZodType } from 'zod';
import { raw } from '@nmap/kernels';
import { evaluate } from '@nmap/energy';
import { NmapError, makePlaced, type Clustered, type Placed, type Routed } from '@nmap/ir';
import { verifyPlaced, verifyRouted } from '@nmap/judge';
import type { PassContext, PassDefinition } from '../pass.ts';
import { exchangeable } from '../place/common/swap-cost.ts';
import { clusteredOn, placementProblems, topologyOf } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { randomPlacer } from '../place/random/index.ts';
import { MAPPERS } from '../mappers.ts';

const problems = placementProblems().map(({ name, clustered }) => [name, clustered] as const);
const placers = MAPPERS.filter((mapper) => mapper.from === 'clustered');
const refiners = MAPPERS.filter((mapper) => mapper.from === 'placed' && mapper.to === 'placed');
const routers = MAPPERS.filter((mapper) => mapper.to === 'routed');

const interconnect = (placed: Placed): number => evaluate(placed).metrics.energyPj.interconnect!;

/** The searches get little time here: what they return must be legal, good or not. */
const QUICK = {
  'place/tabu': { effort: 0.01, starts: 2 },
  'place/multilevel': { effort: 0.01 },
  'place/multisection': { effort: 0.05, starts: 2 },
  'place/spineplacer': { evaluations: 200 },
  'place/genetic': { evaluations: 300 },
  'place/exact': { effort: 0.01, nodes: 5 },
  'refine/anneal': { effort: 0.2 },
  'refine/joint': { cycles: 1 },
  'refine/boxes': { effort: 0.01 },
} as Readonly<Record<string, object>>;
const optionsOf = (mapper: PassDefinition) => mapper.options.parse(QUICK[mapper.name] ?? {});

async function place(
  mapper: PassDefinition,
  clustered: Clustered,
  ctx: PassContext = testContext(1),
): Promise<Placed> {
  return (await mapper.run(clustered, optionsOf(mapper), ctx)) as Placed;
}

async function refine(
  mapper: PassDefinition,
  placed: Placed,
  ctx: PassContext = testContext(1),
): Promise<Placed> {
  return (await mapper.run(placed, optionsOf(mapper), ctx)) as Placed;
}

const randomly = (clustered: Clustered, seed: number): Promise<Placed> =>
  place(randomPlacer, clustered, testContext(seed));

/** Cheapest of all placements, by the referee. */
function bruteForce(clustered: Clustered): number {
  const { target } = clustered.problem;
  const coreOf = new Uint32Array(clustered.clusterCount);
  const used = new Uint8Array(target.coreCount);
  let best = Infinity;
  const descend = (cluster: number): void => {
    if (cluster === clustered.clusterCount) {
      best = Math.min(best, interconnect(makePlaced(clustered, coreOf.slice())));
      return;
    }
    for (let core = 0; core < target.coreCount; core++) {
      if (used[core] === 1 || target.dead[core] === 1) continue;
      if (raw(target.classOf)[core] !== raw(clustered.classOf)[cluster]) continue;
      used[core] = 1;
      coreOf[cluster] = core;
      descend(cluster + 1);
      used[core] = 0;
    }
  };
  descend(0);
  return best;
}

describe.each([...placers, ...refiners, ...routers].map((mapper) => [mapper.name, mapper] as const))(
  '%s',
  (name, mapper) => {
    it('says what it is', () => {
      expect(name).toMatch(/^(place|refine|route)\/[a-z-]+$/);
      expect(mapper.summary.length).toBeGreaterThan(10);
      for (const [key, field] of Object.entries<ZodType>(mapper.options.shape)) {
        expect({ key, described: (field.description ?? '').length > 10 }).toEqual({ key, described: true });
        expect({ key, optional: field.safeParse(undefined).success }).toEqual({ key, optional: true });
      }
    });
  },
);

describe.each(placers.map((mapper) => [mapper.name, mapper] as const))('%s', (_name, mapper) => {
  /** What it made of each problem with seed 1. */
  const firstRuns = new Map<string, Placed>();

  it.each(problems)('places legally: %s', async (trait, clustered) => {
    const placed = await place(mapper, clustered);
    firstRuns.set(trait, placed);
    expect(verifyPlaced(placed)).toEqual([]);
    expect(placed.clustered).toBe(clustered);
    expect(placed.problem).toBe(clustered.problem);
  });

  it.each(problems)('repeats itself with the same seed: %s', async (trait, clustered) => {
    const first = firstRuns.get(trait) ?? (await place(mapper, clustered));
    const again = await place(mapper, clustered);
    expect(raw(again.coreOf)).toEqual(raw(first.coreOf));
  });

  it('returns something legal when told to stop at once', async () => {
    for (const [, clustered] of problems) {
      expect(verifyPlaced(await place(mapper, clustered, testContext(1, 0)))).toEqual([]);
    }
  });

  it('names every class with too few cores', async () => {
    const classes = [{}, {}, {}] as const;
    const chip = { columns: 3, rows: 2, classes, classOf: [0, 0, 1, 1, 2, 2], dead: [2] };
    const clustered = clusteredOn(chip, 5, { classOf: [1, 1, 0, 0, 0] });
    const failure = await place(mapper, clustered).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(NmapError);
    expect((failure as NmapError).kind).toBe('not-found');
    expect((failure as NmapError).diagnostics.map(({ code, have, need }) => [code, have, need])).toEqual([
      ['E3201', 2, 3],
      ['E3201', 1, 2],
    ]);
  });

  it('uses no more cores than allowed', async () => {
    const clustered = clusteredOn({ columns: 3, rows: 2 }, 5);
    const capped = { ...clustered, problem: { ...clustered.problem, constraints: { maxCores: 4 } } };
    await expect(place(mapper, capped)).rejects.toThrow(/E3202/);
  });
});

describe.each(refiners.map((mapper) => [mapper.name, mapper] as const))('%s', (name, mapper) => {
  /** What it made of each problem with seed 2. */
  const secondRuns = new Map<string, Placed>();

  it.each(problems)('refines legally and never for the worse: %s', async (trait, clustered) => {
    for (let seed = 1; seed <= 2; seed++) {
      const before = await randomly(clustered, seed);
      const kept = raw(before.coreOf).slice();
      const after = await refine(mapper, before, testContext(seed));
      if (seed === 2) secondRuns.set(trait, after);
      expect(verifyPlaced(after)).toEqual([]);
      expect(interconnect(after)).toBeLessThanOrEqual(interconnect(before));
      expect(raw(before.coreOf)).toEqual(kept);
    }
  });

  it.each(problems)('repeats itself with the same seed: %s', async (trait, clustered) => {
    const before = await randomly(clustered, 2);
    const first = secondRuns.get(trait) ?? (await refine(mapper, before, testContext(2)));
    const again = await refine(mapper, before, testContext(2));
    expect(raw(again.coreOf)).toEqual(raw(first.coreOf));
  });

  it('returns something legal, and no worse, whenever it is stopped', async () => {
    for (const [, clustered] of problems) {
      const before = await randomly(clustered, 3);
      for (const budget of [0, 1, 3]) {
        const after = await refine(mapper, before, testContext(1, budget));
        expect(verifyPlaced(after)).toEqual([]);
        expect(interconnect(after)).toBeLessThanOrEqual(interconnect(before));
      }
    }
  });

  it('improves a random placement', async () => {
    const clustered = clusteredOn({ columns: 5, rows: 4 }, 18);
    const before = await randomly(clustered, 1);
    expect(interconnect(await refine(mapper, before))).toBeLessThan(0.95 * interconnect(before));
  });

  it.each([
    ['unicast', clusteredOn({ columns: 3, rows: 2, dead: [4] }, 5)],
    ['multicast', clusteredOn({ columns: 3, rows: 2, multicast: 'tree' }, 5)],
    ['torus', clusteredOn({ columns: 3, rows: 2 }, 5, { topology: topologyOf('torus', 3, 2) })],
  ] as const)('comes near the best of all placements: %s', async (_trait, clustered) => {
    // It compares, and searches nothing.
    if (name === 'refine/rivals') return;
    const best = bruteForce(clustered);
    let reached = Infinity;
    for (let seed = 1; seed <= 3; seed++) {
      const cost = interconnect(await refine(mapper, await randomly(clustered, seed), testContext(seed)));
      // Who moves neurons between clusters is not bound by the best placement of the clusters.
      if (mapper.changes !== 'clustering') expect(cost).toBeGreaterThanOrEqual(best - 1e-6);
      reached = Math.min(reached, cost);
    }
    expect(reached).toBeLessThanOrEqual(name === 'refine/swap' ? 1.1 * best : best + 1e-6);
  });
});

describe('refine/swap', () => {
  it('leaves no exchange that improves', async () => {
    const mapper = refiners.find(({ name }) => name === 'refine/swap')!;
    for (const [, clustered] of problems) {
      const placed = await refine(mapper, await randomly(clustered, 5));
      const here = interconnect(placed);
      const { coreCount } = clustered.problem.target;
      const clusterAt = new Map([...raw(placed.coreOf)].map((core, cluster) => [core, cluster]));
      for (let a = 0; a < coreCount; a++) {
        for (let b = a + 1; b < coreCount; b++) {
          if (!exchangeable(clustered, a, b)) continue;
          const coreOf = raw(placed.coreOf).slice();
          const [inA, inB] = [clusterAt.get(a), clusterAt.get(b)];
          if (inA !== undefined) coreOf[inA] = b;
          if (inB !== undefined) coreOf[inB] = a;
          expect(interconnect(makePlaced(clustered, coreOf))).toBeGreaterThanOrEqual(here * (1 - 1e-9));
        }
      }
    }
  });
});

describe.each(routers.map((mapper) => [mapper.name, mapper] as const))('%s', (name, mapper) => {
  it.each(problems)('counts the load of every link: %s', async (_trait, clustered) => {
    const multicast = name === 'route/multicast-tree' ? ('tree' as const) : ('unicast-per-core' as const);
    const { problem } = clustered;
    const matching: Clustered = {
      ...clustered,
      problem: { ...problem, target: { ...problem.target, multicast } },
    };
    const placed = await randomly(matching, 4);
    const routed = (await mapper.run(placed, {}, testContext(1))) as Routed;
    expect(verifyRouted(routed)).toEqual([]);
    expect(routed.linkLoads).toEqual(evaluate(placed).counts.linkLoads);
  });

  it('names the tiles that faults cut off', async () => {
    const around = [0, 1].flatMap((to) =>
      to === 1
        ? [
            { from: 0, to: 1 },
            { from: 1, to: 0 },
          ]
        : [],
    );
    const alone = [...around, { from: 0, to: 2 }, { from: 2, to: 0 }];
    const clustered = clusteredOn({ columns: 2, rows: 2 }, 4, {
      topology: topologyOf('mesh', 2, 2, { deadLinks: alone }),
    });
    const placed = await randomly(clustered, 1);
    expect(() => mapper.run(placed, {}, testContext(1))).toThrow(/E3301 tile 0 to tile/);
  });
});

describe('the table', () => {
  it('holds the placers, refiners and routers that the documentation names', () => {
    expect([...placers, ...refiners, ...routers].map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'place/random',
        'place/row-major',
        'place/zigzag',
        'place/hilbert',
        'place/force-directed',
        'place/tabu',
        'place/multilevel',
        'place/exact',
        'refine/swap',
        'refine/anneal',
        'refine/joint',
        'route/xy',
        'route/multicast-tree',
      ]),
    );
  });
});
