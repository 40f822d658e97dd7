import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import { makePlaced, type Clustered, type Network } from '@nmap/ir';
import { verifyClustered, verifyPlaced } from '@nmap/judge';
import {
  buildNetwork,
  buildProblem,
  constant,
  permutation,
  randomNetwork,
  relabel,
  smallProblems,
  type TestChip,
} from '@nmap/testkit';
import { placementCost } from '../../place/common/placement-cost.ts';
import { multilevelPlacer } from '../../place/multilevel/index.ts';
import { multisection as placer } from '../../place/multisection/index.ts';
import { testContext } from '../../testing/context.ts';
import { SHARINGS } from './core-rooms.ts';
import { partitionMultisection } from './index.ts';

const OPTIONS = { starts: 4, sweeps: 200, slack: 0.02 };

/** 4 chips of 4 nodes of 2 cores of 4 neurons, at prices 1, 10 and 100 between two cores. */
const TREE: TestChip = {
  kind: 'tree',
  columns: 8,
  rows: 4,
  arity: [4, 4, 2],
  tellsApart: true,
  limits: { neurons: 4 },
  energy: { routerPj: 0, packetInjectionPj: 0, hopTreePj: { ...constant(45), byLevel: [45, 4.5, 0.5] } },
};

/**
 * Neurons of a core, of a node and of a chip know each other: each sends to all of its core, to one of each core beside and to one of each node beside. The cost of this placement is one that
 * can be reached, not the least.
 */
function planted(): { readonly network: Network; readonly cost: number } {
  const synapses: [number, number][] = [];
  let cost = 0;
  for (let neuron = 0; neuron < 128; neuron++) {
    const core = neuron >> 2;
    for (let mate = 4 * core; mate < 4 * core + 4; mate++) if (mate !== neuron) synapses.push([neuron, mate]);
    synapses.push([neuron, 4 * (core ^ 1) + (neuron & 3)]);
    cost += 1;
    if ((neuron & 1) === 0) continue;
    for (let node = 1; node < 4; node++) {
      const other = (core & ~6) | ((core & 6) ^ (2 * node));
      synapses.push([neuron, 4 * other + (neuron & 3)]);
      cost += 10;
    }
  }
  return { network: buildNetwork([{ size: 128 }], synapses), cost };
}

const placedAsProposed = (clustered: Clustered) =>
  makePlaced(clustered, raw(clustered.proposedCoreOf!).slice());

describe('partition/multisection on a tree of unlike prices', () => {
  const { network, cost } = planted();

  it.each([1, 2, 3])(
    'finds cores, nodes and chips that were planted, in whatever order (%i)',
    async (seed) => {
      const problem = buildProblem(relabel(network, permutation(seed, 128)), TREE);
      const clustered = partitionMultisection(problem, OPTIONS, testContext(seed));
      expect(verifyClustered(clustered)).toEqual([]);
      const proposed = placementCost(clustered, raw(clustered.proposedCoreOf!));
      expect(proposed).toBeLessThanOrEqual(cost + 1e-6);
      // Between chips a packet costs 100.
      expect(proposed).toBeGreaterThan(0.9 * cost);
      const placed = await placer.run(clustered, placer.options.parse({}), testContext());
      expect(placementCost(clustered, raw(placed.coreOf))).toBeLessThanOrEqual(proposed);
    },
  );

  it('cuts three times', () => {
    const context = testContext();
    partitionMultisection(buildProblem(network, TREE), OPTIONS, context);
    expect(context.stats.get('levels')).toBe(3);
  });
});

describe('the cores that it proposes', () => {
  it.each(
    smallProblems()
      .filter(({ impossible }) => impossible !== true)
      .map(({ name, problem }) => [name, problem] as const),
  )('are live, of the class, each once, unless another packer made the clusters: %s', (_, problem) => {
    const context = testContext();
    const clustered = partitionMultisection(problem, OPTIONS, context);
    expect(clustered.proposedCoreOf === undefined).toBe(
      context.fellBackTo() !== null || clustered.clusterCount === 0,
    );
    if (clustered.proposedCoreOf !== undefined) expect(verifyPlaced(placedAsProposed(clustered))).toEqual([]);
  });

  it('open no chip more than the cores need', () => {
    const chip: TestChip = {
      columns: 8,
      rows: 1,
      chipColumns: 2,
      limits: { neurons: 4 },
      energy: { hopChipPj: 50 },
    };
    for (const [neurons, chips] of [
      [7, 1],
      [16, 2],
      [20, 3],
      [31, 4],
    ] as const) {
      const clustered = partitionMultisection(
        buildProblem(randomNetwork(4, neurons, 60), chip),
        OPTIONS,
        testContext(),
      );
      const used = new Set([...raw(clustered.proposedCoreOf!)].map((core) => core >> 1));
      expect([neurons, used.size]).toEqual([neurons, chips]);
    }
  });

  it('are kept by place/multisection, cut anew where it is told so, and a rival of place/multilevel', async () => {
    const network = relabel(planted().network, permutation(5, 128));
    const clustered = partitionMultisection(buildProblem(network, TREE), OPTIONS, testContext());
    const proposed = Uint32Array.from(raw(clustered.proposedCoreOf!));
    const place = async (options: object) =>
      raw((await placer.run(clustered, placer.options.parse(options), testContext(9))).coreOf);
    expect(await place({ polish: 'off' })).toEqual(proposed);
    expect(await place({ polish: 'off', places: 'cut' })).not.toEqual(proposed);
    const placed = await multilevelPlacer.run(clustered, { effort: 0.0001 }, testContext());
    expect(placementCost(clustered, raw(placed.coreOf))).toBeLessThanOrEqual(
      placementCost(clustered, proposed),
    );
  });
});

it('takes more cores where limits on axons ask for them', () => {
  const limits = { neurons: 20, inputAxons: 25 };
  const problem = buildProblem(randomNetwork(3, 80, 240), { columns: 5, rows: 5, limits });
  const context = testContext();
  const clustered = partitionMultisection(problem, OPTIONS, context);
  expect(verifyClustered(clustered)).toEqual([]);
  expect(context.fellBackTo()).toBeNull();
  expect(clustered.clusterCount).toBeGreaterThan(4);
});

it.each([
  ['filled', [4, 4, 4], 6, [4, 2, 0]],
  ['filled', [1, 4], 5, [1, 4]],
  ['even', [4, 4, 4], 7, [3, 2, 2]],
  ['even', [1, 4, 4], 7, [1, 3, 3]],
] as const)('cores dealt %s to %j: %i', (how, sizes, wanted, shares) => {
  const branches = sizes.map((size) => ({ cores: new Uint32Array(size) }));
  expect(SHARINGS[how](branches, wanted)).toEqual(shares);
});

it('gives the same clusters for the same seed', () => {
  const problem = buildProblem(randomNetwork(new Rng(2).uint32() % 1000, 100, 500), TREE);
  const [a, b] = [1, 2].map(() => partitionMultisection(problem, OPTIONS, testContext(4)));
  expect(raw(a.clusterOf)).toEqual(raw(b.clusterOf));
  expect(raw(a.proposedCoreOf!)).toEqual(raw(b.proposedCoreOf!));
});
