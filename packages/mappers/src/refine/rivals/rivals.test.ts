import { describe, expect, it } from '@jest/globals';
import { objectiveValue } from '@nmap/energy';
import { lowerToUnits, positionTilings, type Lowered, type Placed } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, buildSpec, clusteredOn, feedForward, lowered } from '@nmap/testkit';
import { blocks } from '../../partition/blocks/index.ts';
import { greedy } from '../../partition/greedy/index.ts';
import { random } from '../../partition/random/index.ts';
import { sequential } from '../../partition/sequential/index.ts';
import { hilbert } from '../../place/hilbert/index.ts';
import { randomPlacer } from '../../place/random/index.ts';
import { testContext } from '../../testing/context.ts';
import { rivals } from './index.ts';

const GIVEN = { order: 'given' } as const;
const SIMPLE = { against: 'simple', margin: 0 } as const;

describe('refine/rivals', () => {
  // Four cores a chip, and a chip costs far more than any packet.
  const chip = {
    columns: 8,
    rows: 2,
    chipColumns: 4,
    chipRows: 1,
    limits: { neurons: 8 },
    energy: { chipStaticMw: 1 },
  };
  const problem = buildProblem(feedForward([12, 12, 6]), chip);
  const start: Lowered = lowered(problem);

  it('never ends above the simple mappers, and takes what opens fewer chips', async () => {
    const scattered = await randomPlacer.run(random.run(start, {}, testContext(3)), {}, testContext(3));
    const chosen = await rivals.run(scattered, SIMPLE, testContext(1));
    const value = objectiveValue(chosen).value!;
    expect(value).toBeLessThan(objectiveValue(scattered).value!);
    for (const clustered of [
      sequential.run(start, sequential.options.parse({}), testContext(1)),
      greedy.run(start, greedy.options.parse({}), testContext(1)),
      scattered.clustered,
    ])
      expect(value).toBeLessThanOrEqual(
        objectiveValue(await hilbert.run(clustered, GIVEN, testContext(1))).value!,
      );
  });

  it('returns the input where it is the cheapest, and says which it took', async () => {
    const best = await rivals.run(
      await hilbert.run(
        sequential.run(start, sequential.options.parse({}), testContext(1)),
        GIVEN,
        testContext(1),
      ),
      SIMPLE,
      testContext(1),
    );
    const ctx = testContext(1);
    expect(await rivals.run(best, SIMPLE, ctx)).toBe(best);
    expect(ctx.stats.get('taken')).toBe(0);
  });

  it('takes what another preset ends with where that is cheaper, and asks for nothing else', async () => {
    const scattered = await randomPlacer.run(random.run(start, {}, testContext(3)), {}, testContext(3));
    const better = await rivals.run(scattered, SIMPLE, testContext(1));
    const asked: string[] = [];
    const against = async (input: Placed, other: Placed | null) => {
      const alone = (preset: string) => Promise.resolve((asked.push(preset), other));
      return rivals.run(input, { against: 'fast', margin: 0 }, { ...testContext(1), alone });
    };
    expect(await against(scattered, better)).toBe(better);
    expect(await against(better, scattered)).toBe(better);
    expect(await against(scattered, null)).toBe(scattered);
    expect(asked).toEqual(['fast', 'fast', 'fast']);
    expect(await rivals.run(scattered, { against: 'fast', margin: 0 }, testContext(1))).toBe(scattered);
  });

  it.each([
    [
      'a tree of unlike prices',
      { kind: 'tree', columns: 8, rows: 1, arity: [2, 4] },
      {},
      'fast',
      ['fast', 'hierarchy'],
    ],
    [
      'chips with dearer links between',
      { columns: 8, rows: 2, chipColumns: 4 },
      { hopChipPj: 50 },
      'fast',
      ['fast', 'hierarchy'],
    ],
    [
      'the same for a longer preset, which has it through default',
      { columns: 8, rows: 2, chipColumns: 4 },
      { hopChipPj: 50 },
      'default',
      ['default'],
    ],
    [
      'chips whose links cost no more',
      { columns: 8, rows: 2, chipColumns: 4 },
      { hopChipPj: 1, hopEastWestPj: 1 },
      'fast',
      ['fast'],
    ],
    ['one chip', { columns: 8, rows: 2 }, {}, 'fast', ['fast']],
  ] as const)(
    'asks for cuts along the hierarchy where links differ in price: %s',
    async (_, chip, energy, against, asked) => {
      const constants = { ...energy, ...('arity' in chip ? { hopTreePj: 5 } : {}) };
      const ofNeurons = buildProblem(feedForward([12, 12, 6]), {
        ...chip,
        limits: { neurons: 8 },
        energy: constants,
      });
      const clusters = random.run(lowered(ofNeurons), {}, testContext(3));
      const placed = await randomPlacer.run(clusters, {}, testContext(3));
      const told: string[] = [];
      const cheaper = await rivals.run(placed, SIMPLE, testContext(1));
      const alone = (preset: string) =>
        Promise.resolve((told.push(preset), preset === 'hierarchy' ? cheaper : null));
      const ctx = { ...testContext(1), alone };
      const best = await rivals.run(placed, { against, margin: 0 }, ctx);
      expect(told).toEqual(asked);
      expect(best).toBe(told.includes('hierarchy') ? cheaper : placed);
      // Clusters that were given have no neurons to cut.
      told.length = 0;
      const given = { ...clusters, traffic: { ...clusters.traffic, kind: 'clusters' as const } };
      await rivals.run(await randomPlacer.run(given, {}, testContext(3)), { against, margin: 0 }, ctx);
      expect(told).toEqual([against]);
    },
  );

  it.each([
    [5, 20],
    [0, 24],
  ])(
    'of a large network in units asks who fills fewest cores at %i mW a chip: %i',
    async (chipStaticMw, cores) => {
      const layers = Array.from({ length: 12 }, (_, k) => ({ id: `l${k}`, size: 330, spikes: 1 }));
      const spec = buildSpec(
        layers,
        layers.slice(1).map(({ id }, k) => ({ from: `l${k}`, to: id, connector: 'all-to-all' as const })),
      );
      const network = lowerToUnits(spec, positionTilings(spec, { mostNeuronsPerUnit: 1 }));
      expect(network.outTarget.length).toBeGreaterThan(1e6);
      const board = buildProblem(network, {
        columns: 8,
        rows: 4,
        chipColumns: 4,
        chipRows: 2,
        limits: { neurons: 200 },
        energy: { chipStaticMw },
      });
      // A layer has 330 neurons, two cores of it: 24 cores where 20 are enough.
      const clusters = await blocks.run(lowered(board), blocks.options.parse({}), testContext(1));
      const apart = await hilbert.run(clusters, GIVEN, testContext(1));
      const best = await rivals.run(apart, SIMPLE, testContext(1));
      expect(best.clustered.clusterCount).toBe(cores);
    },
  );

  it('holds units of layers against blocks, and takes these where they are cheaper', async () => {
    const spec = buildSpec(
      [
        { id: 'in', size: 64, shape: [1, 8, 8], spikes: 1, external: true },
        { id: 'conv', size: 256, shape: [4, 8, 8], spikes: 1 },
        { id: 'pool', size: 64, shape: [4, 4, 4], spikes: 1 },
      ],
      [
        { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
        { from: 'conv', to: 'pool', connector: 'pool2d', kernel: 2 },
      ],
    );
    const units = lowerToUnits(spec, positionTilings(spec, { mostNeuronsPerUnit: 2 }));
    const mesh = { columns: 4, rows: 4, limits: { neurons: 40 } };
    const ofUnits = lowered(buildProblem(units, mesh, { objective: 'traffic' }));
    const scattered = await randomPlacer.run(random.run(ofUnits, {}, testContext(3)), {}, testContext(3));
    const ctx = testContext(1);
    const chosen = await rivals.run(scattered, SIMPLE, ctx);
    expect(ctx.stats.get('taken')).toBe(5);
    const cut = await blocks.run(ofUnits, blocks.options.parse({}), testContext(1));
    expect(chosen.clustered.clusterOf).toEqual(cut.clusterOf);
    expect(verifyClustered(chosen.clustered)).toEqual([]);
    expect(await rivals.run(chosen, SIMPLE, testContext(1))).toBe(chosen);
    const kept = testContext(1);
    await rivals.run(scattered, { ...SIMPLE, margin: 1 }, kept);
    expect(kept.stats.get('taken')).not.toBe(5);
    const unknown = lowered({ ...ofUnits.problem, network: { ...units, spec: null } });
    const without = random.run(unknown, {}, testContext(3));
    const other = testContext(1);
    await rivals.run(await randomPlacer.run(without, {}, testContext(3)), SIMPLE, other);
    expect(other.stats.get('taken')).not.toBe(5);
  });

  // Each neuron takes as long as the barrier, and packets take next to nothing.
  const timed = {
    columns: 4,
    rows: 4,
    limits: { neurons: 16 },
    latency: { neuronStepNs: 100, barrierNs: 100, hopEastWestNs: 0.001, hopNorthSouthNs: 0.001 },
  };
  it.each([
    ['time', null, 16],
    ['time', 8, 8],
    ['traffic', null, 2],
  ] as const)('under %s with at most %s cores, 32 neurons end on %d', async (objective, maxCores, used) => {
    const built = buildProblem(feedForward([16, 16]), timed, { objective });
    const problem = { ...built, constraints: { ...built.constraints, maxCores } };
    const packed = sequential.run(lowered(problem), sequential.options.parse({}), testContext(1));
    const placed = await hilbert.run(packed, GIVEN, testContext(1));
    const chosen = await rivals.run(placed, SIMPLE, testContext(1));
    expect(chosen.clustered.clusterCount).toBe(used);
    expect(verifyClustered(chosen.clustered)).toEqual([]);
    expect(objectiveValue(chosen).value!).toBeLessThanOrEqual(objectiveValue(placed).value!);
  });

  it('leaves the clusters alone where they were given', async () => {
    const clustered = clusteredOn({ columns: 4, rows: 3 }, 9);
    const given = { ...clustered, traffic: { ...clustered.traffic, kind: 'clusters' as const } };
    const placed = await randomPlacer.run(given, {}, testContext(3));
    expect((await rivals.run(placed, SIMPLE, testContext(1))).clustered).toBe(given);
  });
});
