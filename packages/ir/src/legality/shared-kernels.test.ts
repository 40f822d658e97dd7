/** Limits on synapses where a core stores each kernel of a convolution once. */
import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import {
  buildNetwork,
  buildProblem,
  buildSpec,
  buildTarget,
  drawUnitClusters,
  liftedClusters,
  randomUnits,
} from '@nmap/testkit';
import { formatDiagnostic } from '../diagnostic.ts';
import type { Kernels, Network, Units } from '../network.ts';
import type { ProjectionSpec } from '../network-spec.ts';
import type { CoreLimits, Target } from '../target.ts';
import { checkProblem } from './check-problem.ts';
import { checkSpecFits } from './check-spec-fits.ts';
import { coreCountBound } from './core-count-bound.ts';
import { coreLoads } from './core-loads.ts';
import { storedWeights } from './stored-weights.ts';

const NO_CONSTRAINTS = { maxCores: null };

function chip(limits: Partial<CoreLimits>, shared: readonly boolean[] = [true]): Target {
  const target = buildTarget({
    columns: 6,
    rows: 4,
    classes: shared.map(() => limits),
    classOf: Array.from({ length: 24 }, (_, core) => core % shared.length),
  });
  return { ...target, classes: target.classes.map((one, id) => ({ ...one, sharedKernels: shared[id] })) };
}

/**
 * Two input neurons onto `channels` x `positions` neurons, each with one synapse from either, of a kernel of its channel;
 * the first neuron has one more, listed.
 */
function convolution(channels: number, positions: number): Network {
  const size = channels * positions;
  const synapses: [number, number][] = [[0, 2]];
  for (let neuron = 0; neuron < size; neuron++) synapses.push([0, 2 + neuron], [1, 2 + neuron]);
  const network = buildNetwork(
    [
      { id: 'x', size: 2, external: true },
      { id: 'h', size },
    ],
    synapses,
  );
  const kernels: Kernels = {
    start: Uint32Array.from({ length: size + 3 }, (_, u) => Math.max(0, u - 2)),
    kernel: Uint32Array.from({ length: size }, (_, neuron) => Math.floor(neuron / positions)),
    entries: new Float64Array(channels).fill(2),
    listed: Float64Array.from({ length: size + 2 }, (_, u) => (u === 2 ? 1 : 0)),
  };
  return { ...network, kernels };
}

/** The same by units of `group` channels of one position; what is listed is spread over the units' columns as it is. */
function unitsOfConvolution(channels: number, positions: number, group: number): Network {
  const neurons = convolution(channels, positions);
  const groups = channels / group;
  const count = groups * positions;
  const boxes = Array.from({ length: count }, (_, unit) => {
    const [block, position] = [Math.floor(unit / positions), unit % positions];
    return [block * group, (block + 1) * group, 0, 1, position, position + 1];
  });
  const inputs = [0, 1].map((column) => [0, 1, 0, 1, column, column + 1]);
  const ones = new Float64Array(2);
  const fanIn = Uint32Array.from({ length: count + 2 }, (_, u) => (u < 2 ? 0 : u === 2 ? 3 : 2));
  const onto = Float64Array.from({ length: count + 2 }, (_, u) =>
    u < 2 ? 0 : 2 * group + (u === 2 ? 1 : 0),
  );
  const units: Units = {
    size: Uint32Array.from({ length: count + 2 }, (_, u) => (u < 2 ? 1 : group)),
    synapses: onto,
    spikingSteps: new Float64Array(count + 2).fill(1),
    boxes: Uint32Array.from([...inputs, ...boxes].flat()),
    blockOf: null,
    mostParallel: 2,
  };
  const targets = Uint32Array.from({ length: 2 * count }, (_, e) => 2 + (e % count));
  return {
    ...neurons,
    populations: [
      neurons.populations[0],
      { ...neurons.populations[1], vertexCount: count, shape: [channels, 1, positions] },
    ],
    vertexCount: count + 2,
    spikes: new Uint32Array(count + 2).fill(1),
    external: Uint8Array.from({ length: count + 2 }, (_, u) => (u < 2 ? 1 : 0)),
    outStart: Uint32Array.from({ length: count + 3 }, (_, u) => Math.min(u, 2) * count),
    outTarget: targets,
    outMultiplicity: targets.map(() => group),
    inStart: Uint32Array.from({ length: count + 3 }, (_, u) => 2 * Math.max(0, u - 2)),
    inSource: targets.map((_, e) => e % 2),
    inMultiplicity: targets.map(() => group),
    fanIn,
    kernels: {
      start: Uint32Array.from({ length: count + 3 }, (_, u) => Math.max(0, u - 2)),
      kernel: Uint32Array.from({ length: count }, (_, unit) => Math.floor(unit / positions)),
      entries: new Float64Array(groups).fill(2 * group),
      listed: Float64Array.from([
        ...ones,
        ...Array.from({ length: count }, (_, unit) => (unit === 0 ? 1 : 0)),
      ]),
    },
    units,
  };
}

describe('stored weights', () => {
  it('are the entries of the kernels on a core, each once, and what is listed', () => {
    const network = convolution(3, 2);
    // h0 and h1 are of channel 0, h2 and h3 of 1, h4 and h5 of 2.
    const weights = storedWeights(network.kernels!, Uint32Array.of(NONE, NONE, 0, 0, 0, 1, 1, 1), 2);
    expect([...weights]).toEqual([1 + 2 + 2, 2 + 2]);
    const loads = coreLoads(network, Uint32Array.of(NONE, NONE, 0, 0, 0, 1, 1, 1), 2);
    expect([...loads.storedWeights]).toEqual([5, 4]);
    expect([...loads.synapses]).toEqual([7, 6]);
  });

  it('are the synapses where there is no kernel', () => {
    const network: Network = { ...convolution(3, 2), kernels: null };
    const loads = coreLoads(network, Uint32Array.of(NONE, NONE, 0, 0, 0, 1, 1, 1), 2);
    expect([...loads.storedWeights]).toEqual([7, 6]);
  });
});

describe('what is proven', () => {
  const bound = (network: Network, target: Target): number =>
    coreCountBound(buildProblem(network, target)).byResource.synapses;

  it.each<[string, number, Partial<CoreLimits>, readonly boolean[], number]>([
    // 4 channels of 6 positions, 2 entries each, 1 listed: 9 stored weights of 49 synapses.
    ['each kernel once', 0, { synapses: 3 }, [true], 3],
    ['each kernel once, by units of two channels', 2, { synapses: 3 }, [true], 3],
    ['synapses where nothing is shared', 0, { synapses: 7 }, [false], 7],
    ['synapses where nothing is shared, by units', 2, { synapses: 7 }, [false], 7],
    // 6 positions on cores of 2 neurons: three copies of each kernel.
    ['as many copies as a channel fills cores', 0, { synapses: 5, neurons: 2 }, [true], 5],
    ['the same by units, whose channels may part', 2, { synapses: 5, neurons: 2 }, [true], 5],
    ['what is listed where some cores share', 0, { synapses: 3 }, [true, false], 1],
  ])('%s', (_, group, limits, shared, cores) => {
    const network = group === 0 ? convolution(4, 6) : unitsOfConvolution(4, 6, group);
    expect(bound(network, chip(limits, shared))).toBe(cores);
  });

  it('is said in stored weights', () => {
    const lines = (limits: Partial<CoreLimits>): string[] =>
      checkProblem(buildProblem(convolution(40, 2), chip(limits))).map(formatDiagnostic);
    expect(lines({ synapses: 4 })).toEqual([]);
    expect(lines({ synapses: 3 })).toEqual([
      'E2202 test: needs at least 81 stored weights, 24 cores of test chip have 72; h alone needs 81. All 24 live cores are too few: take a larger chip, raise core.synapses, or shrink the network.',
    ]);
    // The first neuron has a kernel of 2 entries and one synapse of its own.
    expect(lines({ synapses: 2 })).toContainEqual(
      expect.stringMatching(/^E2102 h\[0\]: needs 3 synapses for one neuron/),
    );
    expect(lines({ synapseMemoryBits: 16, bitsPerSynapse: 8 })).toContainEqual(
      expect.stringMatching(/^E2103 h\[0\]: needs 24 bits of synapse memory/),
    );
  });

  it('never forbids a clustering that is legal, on units and on their neurons', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { units, neurons, unitOf } = randomUnits(seed, {
        units: 9,
        external: 2,
        edges: 26,
        kernels: 3,
        joined: seed % 2 === 0 ? 4 : 0,
      });
      const rng = new Rng(seed);
      const { clusterOf, clusterCount } = drawUnitClusters(rng, units, 4);
      for (const shared of [[true], [false], [true, false]]) {
        const loads = coreLoads(units, clusterOf, clusterCount);
        const most = (column: ArrayLike<number>): number => Math.max(1, ...Array.from(column));
        const stored = shared.map((one) => most(one ? loads.storedWeights : loads.synapses));
        const target = chip(
          {
            neurons: most(loads.neurons),
            synapses: Math.max(...stored),
            inputAxons: most(loads.inputAxons),
            outputAxons: most(loads.outputAxons),
            fanInPerNeuron: most(loads.maxFanIn),
            fanOutCoresPerNeuron: most(loads.maxFanOutCores),
          },
          shared,
        );
        for (const network of [units, neurons]) {
          const problem = buildProblem(network, target);
          expect(checkProblem(problem)).toEqual([]);
          expect(coreCountBound(problem).cores).toBeLessThanOrEqual(clusterCount);
        }
      }
      expect([...coreLoads(neurons, liftedClusters(unitOf, clusterOf), clusterCount).storedWeights]).toEqual([
        ...coreLoads(units, clusterOf, clusterCount).storedWeights,
      ]);
    }
  });
});

describe('checkSpecFits, with shared kernels', () => {
  const conv: ProjectionSpec = { from: 'in', to: 'c', connector: 'conv2d', kernel: 3, padding: 'same' };
  const spec = (projections: readonly ProjectionSpec[]) =>
    buildSpec(
      [
        { id: 'in', size: 2 * 100, shape: [2, 10, 10], spikes: 1, external: true },
        { id: 'c', size: 8 * 100, shape: [8, 10, 10], spikes: 1 },
        { id: 'out', size: 3, spikes: 1 },
      ],
      projections,
    );
  const found = (
    limits: Partial<CoreLimits>,
    shared: readonly boolean[],
    projections: readonly ProjectionSpec[],
  ) =>
    checkSpecFits(spec(projections), chip(limits, shared), NO_CONSTRAINTS).map(
      ({ code, need, unit }) => `${code} ${need} ${unit}`,
    );
  // The kernel has 8 x 2 x 9 = 144 entries; its synapses are 8 x 2 x 28 x 28 = 12,544.
  const all: ProjectionSpec = { from: 'c', to: 'out', connector: 'all-to-all' };

  it.each<[string, Partial<CoreLimits>, readonly boolean[], readonly ProjectionSpec[], readonly string[]]>([
    ['kernels stored once fit', { synapses: 18 }, [true], [conv], []],
    ['listed synapses do not', { synapses: 18 }, [false], [conv], ['E2202 12544 synapses']],
    ['one copy for each core that a channel fills', { neurons: 34, synapses: 18 }, [true], [conv], []],
    [
      'which are more',
      { neurons: 34, synapses: 17 },
      [true],
      [conv],
      ['E2102 18 synapses', 'E2202 432 stored weights'],
    ],
    [
      'what is listed beside',
      { synapses: 2400 / 24 },
      [true],
      [conv, all],
      ['E2102 800 synapses', 'E2202 2544 stored weights'],
    ],
    ['some cores share', { synapses: 18 }, [true, false], [conv], []],
  ])('%s', (_, limits, shared, projections, expected) => {
    expect(found(limits, shared, projections)).toEqual(expected);
  });
});
