/** The verifier on units: it says of them what it says of their neurons, and finds blocks that are torn. */
import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import {
  coreLoads,
  makeClustered,
  makePlaced,
  type Clustered,
  type CoreLimits,
  type Network,
  type Routed,
} from '@nmap/ir';
import { evaluate } from '@nmap/energy';
import {
  buildProblem,
  buildTarget,
  drawUnitClusters,
  liftedClusters,
  randomUnits,
  specUnits,
  type RandomUnits,
} from '@nmap/testkit';
import { verifyClustered } from './verify-clustered.ts';
import { verifyRouted } from './verify-routed.ts';

const SHAPES: readonly RandomUnits[] = [
  { units: 6, edges: 14 },
  { units: 9, external: 3, edges: 30 },
  { units: 8, external: 4, edges: 24, joined: 5, kernels: 3 },
  { units: 10, edges: 30, kernels: 2 },
];
const ROUNDS = 20;

interface Limits {
  readonly limits?: Partial<CoreLimits>;
  readonly sharedKernels?: boolean;
}

function clustered(
  network: Network,
  clusterOf: Uint32Array,
  clusterCount: number,
  { limits = {}, sharedKernels = false }: Limits = {},
): Clustered {
  const plain = buildTarget({ rows: 2, limits });
  const target = { ...plain, classes: plain.classes.map((one) => ({ ...one, sharedKernels })) };
  return makeClustered(buildProblem(network, target), clusterOf, new Uint32Array(clusterCount), clusterCount);
}

function forEachPair(
  visit: (
    pair: ReturnType<typeof randomUnits> & ReturnType<typeof drawUnitClusters>,
    lifted: Uint32Array,
    rng: Rng,
  ) => void,
): void {
  [...SHAPES, null].forEach((shape, index) => {
    for (let round = 0; round < ROUNDS; round++) {
      const seed = 100 * index + round;
      const pair = shape === null ? specUnits(seed) : randomUnits(seed, shape);
      if (!pair.units.external.includes(0)) continue;
      const rng = new Rng(round);
      const drawn = drawUnitClusters(rng, pair.units, 4);
      visit({ ...pair, ...drawn }, liftedClusters(pair.unitOf, drawn.clusterOf), rng);
    }
  });
}

describe('verifyClustered, on units', () => {
  it('says of every limit what it says of their neurons', () => {
    forEachPair(({ units, neurons, clusterOf, clusterCount }, lifted) => {
      const loads = coreLoads(units, clusterOf, clusterCount);
      const cases: readonly (readonly [keyof CoreLimits, ArrayLike<number>, boolean])[] = [
        ['neurons', loads.neurons, false],
        ['synapses', loads.synapses, false],
        ['synapses', loads.storedWeights, true],
        ['synapseMemoryBits', loads.storedWeights.map((weights) => 3 * weights), true],
        ['fanInPerNeuron', loads.maxFanIn, false],
        ['inputAxons', loads.inputAxons, false],
        ['outputAxons', loads.outputAxons, false],
        ['fanOutCoresPerNeuron', loads.maxFanOutCores, false],
      ];
      for (const [key, column, sharedKernels] of cases) {
        const most = Math.max(...Array.from(column));
        const found = (network: Network, homes: Uint32Array, limit: number) =>
          verifyClustered(
            clustered(network, homes, clusterCount, {
              limits: { [key]: limit, ...(key === 'synapseMemoryBits' ? { bitsPerSynapse: 3 } : {}) },
              sharedKernels,
            }),
          ).map(({ code, have, need, unit }) => ({ code, have, need, unit }));
        expect(found(units, clusterOf, most)).toEqual([]);
        if (most === 0) continue;
        const over = found(units, clusterOf, most - 1);
        expect(over.length).toBeGreaterThan(0);
        expect(over).toEqual(found(neurons, lifted, most - 1));
      }
    });
  });

  it('counts synapses and fan-in from the entries, whatever the columns of the network say', () => {
    const { units } = randomUnits(5, { units: 3, edges: 9 });
    const column = units.units!;
    const synapses = column.synapses.reduce((sum, onto) => sum + onto, 0);
    const lying: Network = {
      ...units,
      fanIn: new Uint32Array(units.vertexCount),
      units: { ...column, synapses: new Float64Array(units.vertexCount) },
    };
    const found = (limits: Partial<CoreLimits>) =>
      verifyClustered(clustered(lying, new Uint32Array(3), 1, { limits })).map(({ code, need }) => [
        code,
        need,
      ]);
    expect(found({ synapses: synapses - 1 })).toEqual([['E4116', synapses]]);
    expect(found({ fanInPerNeuron: 1 })).toEqual([['E4116', expect.any(Number)]]);
  });

  it('names the boxes of what is over a limit, neighbours joined', () => {
    const { units } = randomUnits(1, { units: 4, edges: 0 });
    const all = units.neuronCount;
    const [fault] = verifyClustered(
      clustered(units, new Uint32Array(4), 1, { limits: { neurons: all - 1 } }),
    );
    expect(fault.where).toBe(`cluster 0 (a[0..${all - 1}])`);
    // Six channels of two rows, in groups of three, at column 1; the first group of the second row is elsewhere.
    const shape = [6, 2, 2];
    const boxes = [0, 1, 2, 3].flatMap((k) => [3 * (k % 2), 3 * (k % 2) + 3, k >> 1, (k >> 1) + 1, 1, 2]);
    const boxed: Network = {
      ...units,
      populations: units.populations.map((population) => ({ ...population, shape })),
      units: { ...units.units!, boxes: Uint32Array.from(boxes) },
    };
    const [named] = verifyClustered(
      clustered(boxed, Uint32Array.of(0, 0, 1, 0), 2, { limits: { neurons: 1 } }),
    );
    expect(named.where).toBe('cluster 0 (a[0..5, 0, 1], a[3..5, 1, 1])');
  });

  it('finds a torn block', () => {
    let torn = 0;
    forEachPair(({ units, clusterOf, clusterCount }, _, rng) => {
      const unit = rng.below(clusterOf.length);
      if (clusterOf[unit] === NONE) return;
      const { blockOf } = units.units!;
      if (blockOf === null || clusterCount < 2) return;
      const moved = clusterOf.slice();
      moved[unit] = (moved[unit] + 1) % clusterCount;
      const shared = blockOf.filter((block) => block === blockOf[unit]).length > 1;
      const stillThere = new Set(moved.filter((cluster) => cluster !== NONE)).size === clusterCount;
      if (!shared || !stillThere) return;
      torn++;
      const codes = new Set(verifyClustered(clustered(units, moved, clusterCount)).map(({ code }) => code));
      expect([...codes]).toEqual(['E4131']);
    });
    expect(torn).toBeGreaterThan(3);
    const { units } = randomUnits(1, { units: 2, edges: 0 });
    const joined: Network = { ...units, units: { ...units.units!, blockOf: Uint32Array.of(0, 0) } };
    const [fault] = verifyClustered(clustered(joined, Uint32Array.of(0, 1), 2));
    expect(fault.message).toMatch(/^is in cluster 1, a\[.+\] of the same block in cluster 0\.$/);
  });
});

describe('verifyRouted, on units', () => {
  it('sends the packets of their neurons', () => {
    forEachPair(({ units, neurons, clusterOf, clusterCount }, lifted) => {
      for (const multicast of ['tree', 'unicast-per-core'] as const) {
        const target = buildTarget({ columns: 3, rows: 2, multicast });
        const routed = (network: Network, homes: Uint32Array, linkLoads: Float64Array): Routed => {
          const problem = buildProblem(network, target);
          const placed = makePlaced(
            makeClustered(problem, homes, new Uint32Array(clusterCount), clusterCount),
            Uint32Array.from({ length: clusterCount }, (_, cluster) => 5 - cluster),
          );
          const routing = multicast === 'tree' ? 'tree' : 'unicast';
          return { stage: 'routed', problem, placed, routing, linkLoads };
        };
        const none = new Float64Array(target.topology.linkCount);
        const { counts } = evaluate(routed(neurons, lifted, none).placed);
        expect(verifyRouted(routed(units, clusterOf, counts.linkLoads))).toEqual([]);
        const more = counts.linkLoads.map((load) => load + 1);
        expect(verifyRouted(routed(units, clusterOf, more)).length).toBeGreaterThan(0);
      }
    });
  });
});
