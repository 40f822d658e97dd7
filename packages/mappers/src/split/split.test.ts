/** What every way of splitting owes: the limits, and the network that there was. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE, Rng } from '@nmap/kernels';
import {
  lower,
  makeClustered,
  visitWeightedSynapses,
  type CoreLimits,
  type NetworkSpec,
  type ProjectionSpec,
  type Source,
  type Target,
} from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { MAPPERS } from '../mappers.ts';
import { testContext } from '../testing/context.ts';
import { overByNeurons, overBySizes } from './common/check-split-fits.ts';

const WAYS = ['chain', 'tree', 'slices', 'auto', 'min-clusters'] as const;

function split(way: string, spec: NetworkSpec, target: Target, options: object = {}): NetworkSpec {
  const pass = MAPPERS.find(({ name }) => name === `split/${way}`)!;
  const source: Source = {
    stage: 'source',
    spec,
    target,
    constraints: { maxCores: null },
    objective: 'energy',
  };
  return (pass.run(source, pass.options.parse(options), testContext()) as Source).spec;
}

interface Synapse {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly steps: number;
}

function synapsesOf(spec: NetworkSpec): Synapse[] {
  const { network } = lower(spec);
  const firstOf = new Map(network.populations.map(({ id, first }) => [id, first]));
  const found: Synapse[] = [];
  for (const [index, { from, to }] of spec.projections.entries()) {
    visitWeightedSynapses(spec, index, (pre, post, weight, delayMs) => {
      const steps = Math.max(1, Math.round(delayMs / spec.timestepMs));
      found.push({ from: firstOf.get(from)! + pre, to: firstOf.get(to)! + post, weight, steps });
    });
  }
  return found;
}

/** The synapses between neurons of the file: paths through parts and relays, weights multiplied, steps added up. */
function throughExtras(spec: NetworkSpec, known: number): Synapse[] {
  const outOf = new Map<number, Synapse[]>();
  for (const synapse of synapsesOf(spec))
    outOf.set(synapse.from, [...(outOf.get(synapse.from) ?? []), synapse]);
  const ends = ({ from, to, weight, steps }: Synapse): Synapse[] =>
    to < known
      ? [{ from, to, weight, steps }]
      : outOf
          .get(to)!
          .flatMap((next) =>
            ends({ from, to: next.to, weight: weight * next.weight, steps: steps + next.steps }),
          );
  return [...outOf.values()]
    .flat()
    .filter(({ from }) => from < known)
    .flatMap(ends);
}

const sorted = (synapses: readonly Synapse[]): string[] =>
  synapses.map(({ from, to, weight, steps }) => `${from} ${to} ${weight} ${steps}`).sort();

/** By how many steps a population works later: its window says so. */
function shiftsOf(spec: NetworkSpec): number[] {
  return spec.populations.flatMap(({ size, params }) =>
    Array.from(
      { length: size },
      () => ((params?.['windowStartMs'] as number | undefined) ?? 0) / spec.timestepMs,
    ),
  );
}

/** Three populations, the first of them inputs, joined by every kind of synapse; `loops` joins the others to themselves. */
function randomSpec(seed: number, { loops = false, external = false } = {}): NetworkSpec {
  const rng = new Rng(seed);
  const sizes = [3 + rng.below(12), 2 + rng.below(10), 1 + rng.below(6)];
  const weights = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => (rng.below(65) - 32) / 16);
  const delays = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => 1 + rng.below(3));
  const list = (from: number, to: number, count: number) => ({
    from: `p${from}`,
    to: `p${to}`,
    connector: 'list' as const,
    pre: Uint32Array.from({ length: count }, () => rng.below(sizes[from])),
    post: Uint32Array.from({ length: count }, () => rng.below(sizes[to])),
    weight: weights(count),
    delayMs: delays(count),
  });
  return {
    ...buildSpec(
      [
        { id: 'p0', size: sizes[0], role: 'input', spikes: 5, ...(external ? { external } : {}) },
        {
          id: 'p1',
          size: sizes[1],
          model: 'if',
          spikes: Array.from({ length: sizes[1] }, () => rng.below(9)),
        },
        { id: 'p2', size: sizes[2], model: 'lif', spikes: 2 },
      ],
      [
        { from: 'p0', to: 'p1', connector: 'all-to-all', weight: weights(sizes[0] * sizes[1]) },
        list(1, 2, 30),
        // Past p1: its spikes have to wait for those that come through it.
        list(0, 2, 20),
        ...(loops ? [list(2, 1, 25), list(1, 1, 15)] : []),
      ],
    ),
    durationMs: 20,
  };
}

const chip = (limits: Partial<CoreLimits>): Target => buildTarget({ columns: 24, rows: 24, limits });

const CHIPS: readonly (readonly [string, Partial<CoreLimits>])[] = [
  ['few inputs a neuron', { neurons: 8, fanInPerNeuron: 3 }],
  ['two inputs a neuron', { neurons: 8, fanInPerNeuron: 2 }],
  ['few axons', { neurons: 8, inputAxons: 6, fanInPerNeuron: 8 }],
  ['few synapses', { neurons: 8, synapses: 7 }],
  ['little memory', { neurons: 8, synapseMemoryBits: 40, bitsPerSynapse: 8 }],
  ['one other core', { neurons: 3, fanOutCoresPerNeuron: 1 }],
  ['two other cores', { neurons: 2, fanOutCoresPerNeuron: 2, fanInPerNeuron: 5 }],
  ['one other core and few axons', { neurons: 4, inputAxons: 6, fanInPerNeuron: 6, fanOutCoresPerNeuron: 1 }],
];

describe.each(WAYS)('split/%s', (way) => {
  it.each(CHIPS)('keeps the synapses and the limits: %s', (_name, limits) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), fc.boolean(), (seed, loops, external) => {
        const spec = randomSpec(seed, { loops, external });
        const target = chip(limits);
        const made = split(way, spec, target);
        const before = lower(spec).network;
        const { network } = lower(made);
        expect(made.populations.slice(0, 3).map(({ id, size }) => [id, size])).toEqual(
          spec.populations.map(({ id, size }) => [id, size]),
        );
        if (made.split !== undefined)
          expect(made.split.added.synapses).toBe(network.synapseCount - before.synapseCount);
        const shifts = shiftsOf(made);
        const isLate = (made.split?.lateSynapses ?? 0) > 0;
        const need = synapsesOf(spec).map((synapse) => ({
          ...synapse,
          steps: isLate ? 0 : synapse.steps + shifts[synapse.to] - shifts[synapse.from],
        }));
        const have = throughExtras(made, before.neuronCount);
        expect(sorted(have.map((each) => (isLate ? { ...each, steps: 0 } : each)))).toEqual(sorted(need));
        if (!loops) expect(isLate).toBe(false);
        const { fanInPerNeuron, synapses, inputAxons } = limits;
        for (let neuron = 0; neuron < network.vertexCount; neuron++) {
          expect(network.fanIn[neuron]).toBeLessThanOrEqual(Math.min(fanInPerNeuron ?? 99, synapses ?? 99));
          expect(network.inStart[neuron + 1] - network.inStart[neuron]).toBeLessThanOrEqual(inputAxons ?? 99);
        }
        const groupOf = made.split?.groupOf ?? null;
        if (groupOf === null) return;
        const count = groupOf.reduce((most, group) => (group === NONE ? most : Math.max(most, group + 1)), 0);
        const problem = { network, target, constraints: { maxCores: null }, objective: 'energy' };
        const clustered = makeClustered(problem, groupOf, new Uint32Array(count), count);
        expect(verifyClustered(clustered)).toEqual([]);
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it('leaves what fits as it is', () => {
    const spec = randomSpec(3);
    expect(split(way, spec, chip({ neurons: 64 }))).toBe(spec);
    expect(split(way, spec, chip({ neurons: 64, fanInPerNeuron: 1000, fanOutCoresPerNeuron: 3 }))).toBe(spec);
  });
});

describe('what a split says of itself', () => {
  const spec = buildSpec(
    [
      { id: 'in', size: 9, spikes: 4, role: 'input' },
      { id: 'h', size: 2, spikes: [3, 1] },
    ],
    [{ from: 'in', to: 'h', connector: 'all-to-all', weight: 0.5 }],
  );
  const target = chip({ neurons: 16, fanInPerNeuron: 4 });

  const RANDOM = [
    ['fixed-probability', { p: 0.15 }],
    ['fixed-fan-in', { n: 2 }],
    ['fixed-fan-out', { n: 1 }],
    ['fixed-total-number', { n: 11 }],
    ['distance-dependent', { p: 0.3, scale: 2, profile: 'disc' }],
  ] as const;

  it.each(RANDOM)(
    'leaves the synapses of %s beside it, and counts what it adds itself',
    (connector, options) => {
      const random = { from: 'in', to: 'in', connector, seed: 5, ...options } as ProjectionSpec;
      const [dense] = spec.projections;
      const wide = { from: 'in', to: 'in', connector: 'one-to-one' } as const;
      for (const way of WAYS)
        for (const projections of [
          [dense, random],
          [dense, dense, wide, random, random],
          [random, dense],
        ]) {
          const beside = { ...spec, projections };
          const made = split(way, beside, chip({ neurons: 16, fanInPerNeuron: 8, inputAxons: 24 }));
          const among = (synapses: readonly Synapse[]): string[] =>
            synapses.flatMap(({ from, to }) => (to < 9 ? [`${from} ${to}`] : [])).sort();
          expect(among(throughExtras(made, 11))).toEqual(among(synapsesOf(beside)));
          expect(made.split!.added.synapses).toBe(
            lower(made).network.synapseCount - lower(beside).network.synapseCount,
          );
        }
    },
  );

  it.each([
    // 9 inputs, 4 a unit: 4, then 3 more and the carry, then the last 2 and the carry; spikes 16, 28.
    ['chain', {}, [[0, 1, 2]], { neurons: 4, synapses: 4, spikes: 88, synapseEvents: 88, delaySteps: 2 }],
    ['tree', {}, [[0, 1, 3]], { neurons: 6, synapses: 6, spikes: 72, synapseEvents: 72, delaySteps: 1 }],
    ['slices', {}, [[0, 1, 3]], { neurons: 6, synapses: 6, spikes: 72, synapseEvents: 72, delaySteps: 1 }],
    [
      'tree',
      { fanIn: 3 },
      [[0, 1, 3]],
      { neurons: 6, synapses: 6, spikes: 72, synapseEvents: 72, delaySteps: 1 },
    ],
    ['auto', {}, [[0, 1, 3]], { neurons: 6, synapses: 6, spikes: 72, synapseEvents: 72, delaySteps: 1 }],
  ])('%s(%j)', (way, options, neurons, added) => {
    const { split: record } = split(way, spec, target, options);
    expect(record).toMatchObject({ neurons: 11, synapses: 18, added, lateSynapses: 0 });
    expect(record!.parts).toEqual([{ id: 'h.parts', kind: 'parts', of: 'h', size: added.neurons, neurons }]);
  });

  it.each([
    ['graded', [6, 6]],
    ['each', [16, 28]],
  ])('counts spikes of parts: %s', (rates, spikes) => {
    const short = { ...spec, durationMs: 6 };
    const made = split('chain', short, target, { rates });
    expect(Array.from(made.populations[2].spikes as Uint32Array).slice(0, 2)).toEqual(spikes);
  });

  it('gives parts a name that is free', () => {
    const taken = { ...spec, populations: [...spec.populations, { id: 'h.parts', size: 1 }] };
    expect(split('tree', taken, target).populations.map(({ id }) => id)).toEqual([
      'in',
      'h',
      'h.parts',
      'h.parts2',
    ]);
  });

  it('tells relays from parts', () => {
    const wide = buildSpec(
      [
        { id: 'a', size: 1, spikes: 5 },
        { id: 'b', size: 6 },
      ],
      [{ from: 'a', to: 'b', connector: 'all-to-all' }],
    );
    const { split: record, populations } = split('tree', wide, chip({ neurons: 2, fanOutCoresPerNeuron: 1 }));
    // a and one of b, then three cores with five of b. A core holds two relays: one serves a core, the other two more relays.
    expect(record!.parts).toEqual([
      { id: 'a.relays', kind: 'relays', of: 'a', size: 4, neurons: [[0, 0, 4]] },
    ]);
    expect(populations[2]).toMatchObject({ model: 'adder' });
  });

  it.each([
    ['too large to list', 8000, { neurons: 1e6, fanInPerNeuron: 8 }, 'E1650'],
    ['its parts are more than the chip holds', 8000, { neurons: 1e4, fanInPerNeuron: 8 }, 'E2201'],
    ['the neurons alone are', 8000, { neurons: 100, fanInPerNeuron: 8 }, 'E2201'],
    ['no core takes two inputs', 9, { neurons: 16, fanInPerNeuron: 1 }, 'E2240'],
  ])('refuses: %s', (_name, large, limits, code) => {
    const dense = buildSpec(
      [
        { id: 'a', size: large },
        { id: 'b', size: large },
      ],
      [{ from: 'a', to: 'b', connector: 'all-to-all' }],
    );
    expect(() => split('auto', dense, chip(limits))).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] }),
    );
  });

  it.each([
    ['two projections of one population are one input of each neuron', 2, 4, 'fits'],
    ['more inputs than the parts of one core take', 1, 40, 'E2201'],
  ])('counts the least parts: %s', (_name, projections, sources, expected) => {
    const spec = buildSpec(
      [
        { id: 'a', size: sources, external: true },
        { id: 'b', size: 4 },
      ],
      Array.from({ length: projections }, () => ({ from: 'a', to: 'b', connector: 'all-to-all' })),
    );
    const target = buildTarget({ columns: 1, rows: 1, limits: { neurons: 16, inputAxons: 4 } });
    const source: Source = {
      stage: 'source',
      spec,
      target,
      constraints: { maxCores: null },
      objective: 'energy',
    };
    const { network } = lower(spec);
    const over = new Uint8Array(network.vertexCount).fill(sources > 4 ? 1 : 0, sources);
    // 4 x 39 inputs beside the first, 3 to a unit: 52 units, and the core holds 16.
    for (const found of [overBySizes(source), overByNeurons(source, network, over, 4)])
      expect(found.map(({ code, need }) => [code, need])).toEqual(
        expected === 'fits' ? [] : [[expected, 52]],
      );
  });

  it('tells the parts that its neurons prove: no two share a unit', () => {
    const uneven = buildSpec(
      [
        { id: 'a', size: 6, external: true },
        { id: 'b', size: 4 },
      ],
      [{ from: 'a', to: 'b', connector: 'all-to-all' }],
    );
    const target = buildTarget({ columns: 1, rows: 1, limits: { neurons: 7, inputAxons: 5 } });
    // 4 x 6 inputs, 4 beside the first to a unit: 5 units by the sum, and 2 of each neuron.
    expect(() => split('auto', uneven, target)).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: 'E2201', have: 7, need: 8 })],
      }),
    );
  });

  it('lists nothing of a large network whose neurons all fit, however many cores they may reach', () => {
    const dense = buildSpec(
      [
        { id: 'a', size: 8000 },
        { id: 'b', size: 8000 },
      ],
      [{ from: 'a', to: 'b', connector: 'all-to-all' }],
    );
    const target = (fanOutCoresPerNeuron: number): Target =>
      buildTarget({
        columns: 4,
        rows: 4,
        limits: { neurons: 4000, inputAxons: 8000, fanOutCoresPerNeuron },
      });
    expect(split('auto', dense, target(16))).toBe(dense);
    expect(() => split('auto', dense, target(15))).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'E1650' })] }),
    );
  });
});
