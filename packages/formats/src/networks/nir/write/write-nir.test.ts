/** What is written as NIR is read again as the same network: neurons, every synapse with weight and delay, models and parameters. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkNetworkSpec,
  formatDiagnostic,
  visitWeightedSynapses,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';
import { withHdf5, type Hdf5Group } from '../../../hdf5/open-hdf5.ts';
import { readNetworkBytes, readNetworkFile } from '../../../read-network.ts';
import { firstFailure } from '../../../testing/failure.ts';
import { lossesOfNir } from './losses.ts';
import { writeNir } from './write-nir.ts';

function network(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[],
  timestepMs = 1,
): NetworkSpec {
  const spec = { name: 'n', timestepMs, durationMs: 50, populations, projections };
  expect(checkNetworkSpec(spec).map(formatDiagnostic)).toEqual([]);
  return spec;
}

const readBack = async (spec: NetworkSpec) => readNetworkBytes([await writeNir(spec)], 'other.nir');

/** Every synapse, by the names of its populations. */
function synapsesOf(spec: NetworkSpec): string[] {
  const lines: string[] = [];
  spec.projections.forEach(({ from, to }, index) =>
    visitWeightedSynapses(spec, index, (pre, post, weight, delayMs) =>
      lines.push(`${from}[${pre}] ${to}[${post}] ${weight + 0} ${delayMs}`),
    ),
  );
  return lines.sort();
}

function populationsOf({ populations }: NetworkSpec): string[] {
  return populations
    .map(({ id, size, external }) => `${id} ${size}${external === true ? ' outside' : ''}`)
    .sort();
}

/** Type of every node of a file. */
async function nodesOf(spec: NetworkSpec): Promise<Record<string, string>> {
  return withHdf5(await writeNir(spec), 'n.nir', (root) => {
    const nodes = root.group('node')!.group('nodes')!;
    return Object.fromEntries(nodes.keys().map((name) => [name, textIn(nodes.group(name)!, 'type')]));
  });
}

const textIn = (group: Hdf5Group, key: string): string => group.dataset(key)!.texts()![0];

async function expectSame(spec: NetworkSpec): Promise<NetworkSpec> {
  const { spec: back, diagnostics } = await readBack(spec);
  expect(diagnostics.filter(({ code }) => code !== 'W1855' && code !== 'W1853')).toEqual([]);
  expect(synapsesOf(back)).toEqual(synapsesOf(spec));
  expect(populationsOf(back)).toEqual(populationsOf(spec));
  expect([back.name, back.timestepMs, back.durationMs]).toEqual([
    spec.name,
    spec.timestepMs,
    spec.durationMs,
  ]);
  return back;
}

const image = (id: string, ...shape: number[]): PopulationSpec => ({
  id,
  size: shape.reduce((product, length) => product * length, 1),
  shape,
});
const row = (id: string, size: number): PopulationSpec => ({ id, size });
const counted = (length: number): number[] => Array.from({ length }, (_, k) => 0.1 + k);

describe('a projection becomes', () => {
  it.each<[string, PopulationSpec, PopulationSpec, object, Record<string, string>]>([
    ['Linear', row('a', 3), row('b', 2), { connector: 'all-to-all', weight: counted(6) }, { a_b: 'Linear' }],
    [
      'Linear of one weight',
      row('a', 3),
      row('b', 2),
      { connector: 'all-to-all', weight: 0.1 },
      { a_b: 'Linear' },
    ],
    [
      'Linear behind Flatten',
      image('a', 1, 2, 3),
      row('b', 2),
      { connector: 'all-to-all', weight: counted(12) },
      { a_row: 'Flatten', a_b: 'Linear' },
    ],
    [
      'Linear onto neurons of a shape',
      row('a', 2),
      image('b', 2, 2),
      { connector: 'all-to-all', weight: counted(8) },
      { a_b: 'Linear' },
    ],
    [
      'Linear, then Delay',
      row('a', 3),
      row('b', 2),
      { connector: 'all-to-all', weight: counted(6), delayMs: 4 },
      { a_b: 'Linear', a_b_delay: 'Delay' },
    ],
    ['an edge', row('a', 3), row('b', 3), { connector: 'one-to-one' }, {}],
    ['Scale', row('a', 3), row('b', 3), { connector: 'one-to-one', weight: [1, 2, 3] }, { a_b: 'Scale' }],
    [
      'Delay alone',
      row('a', 3),
      row('b', 3),
      { connector: 'one-to-one', delayMs: 3 },
      { a_b_delay: 'Delay' },
    ],
    [
      'Scale, then a delay each',
      row('a', 3),
      row('b', 3),
      { connector: 'one-to-one', weight: -2, delayMs: [1, 2, 7] },
      { a_b: 'Scale', a_b_delay: 'Delay' },
    ],
    [
      'Scale of a list in any order',
      row('a', 3),
      row('b', 3),
      { connector: 'list', pre: [2, 0, 1], post: [2, 0, 1], weight: [5, 6, 7], delayMs: [1, 2, 7] },
      { a_b: 'Scale', a_b_delay: 'Delay' },
    ],
    [
      'Linear of a list, whose zeros are no synapses, but for one',
      row('a', 3),
      row('b', 3),
      { connector: 'list', pre: [2, 0, 1], post: [1, 0, 1], weight: [5, 0, 7] },
      { a_b: 'Linear' },
    ],
    [
      'Linear for each synapse of a pair',
      row('a', 2),
      row('b', 2),
      { connector: 'list', pre: [0, 0, 1, 0], post: [1, 1, 0, 1], weight: [5, 6, 7, 8], delayMs: 2 },
      {
        a_b: 'Linear',
        a_b_2: 'Linear',
        a_b_3: 'Linear',
        a_b_delay: 'Delay',
        a_b_delay_2: 'Delay',
        a_b_delay_3: 'Delay',
      },
    ],
    [
      'Linear for each delay',
      row('a', 2),
      row('b', 2),
      { connector: 'all-to-all', weight: counted(4), delayMs: [1, 2, 2, 1] },
      { a_b: 'Linear', a_b_2: 'Linear', a_b_delay: 'Delay', a_b_delay_2: 'Delay' },
    ],
    [
      'one Linear where the delay is that of the source',
      row('a', 2),
      row('b', 3),
      { connector: 'all-to-all', weight: counted(6), delayMs: [4, 4, 4, 9, 9, 9] },
      { a_b_delay: 'Delay', a_b: 'Linear' },
    ],
    [
      'one Linear where the delay is that of the target',
      row('a', 2),
      row('b', 3),
      { connector: 'all-to-all', weight: counted(6), delayMs: [4, 5, 6, 4, 5, 6] },
      { a_b: 'Linear', a_b_delay: 'Delay' },
    ],
    [
      'Linear of drawn synapses',
      row('a', 5),
      row('b', 4),
      { connector: 'fixed-probability', p: 0.4, seed: 3, weight: 0.5 },
      { a_b: 'Linear' },
    ],
    [
      'Linear of as many inputs each',
      row('a', 5),
      row('b', 4),
      { connector: 'fixed-fan-in', n: 2, seed: 3, weight: 0.5, delayMs: 2 },
      { a_b: 'Linear', a_b_delay: 'Delay' },
    ],
    [
      'Conv2d',
      image('a', 2, 5, 4),
      image('b', 3, 2, 2),
      { connector: 'conv2d', kernel: [3, 2], stride: [2, 2], weight: counted(36), delayMs: 2 },
      { a_b: 'Conv2d', a_b_delay: 'Delay' },
    ],
    [
      'Conv2d with groups, gaps and padding',
      image('a', 2, 5, 5),
      image('b', 4, 5, 5),
      { connector: 'conv2d', kernel: 3, dilation: 2, padding: 2, groups: 2, weight: 0.3 },
      { a_b: 'Conv2d' },
    ],
    [
      'Conv2d whose padding is even',
      image('a', 4, 4),
      image('b', 1, 4, 4),
      { connector: 'conv2d', kernel: 3, padding: 'same', weight: counted(9) },
      { a_b: 'Conv2d' },
    ],
    [
      'Conv2d whose padding is odd',
      image('a', 1, 4, 5),
      image('b', 1, 4, 5),
      { connector: 'conv2d', kernel: 2, padding: 'same', weight: counted(4) },
      { a_b: 'Conv2d' },
    ],
    [
      'Linear where no padding of NIR gives the same',
      image('a', 1, 4, 4),
      image('b', 1, 2, 2),
      { connector: 'conv2d', kernel: 3, stride: 2, padding: 'same', weight: counted(9) },
      { a_row: 'Flatten', a_b: 'Linear' },
    ],
    [
      'Conv2d onto a row',
      image('a', 1, 3, 3),
      row('b', 8),
      { connector: 'conv2d', kernel: 2, weight: counted(8) },
      { a_b: 'Conv2d', a_b_row: 'Flatten' },
    ],
    [
      'Conv1d',
      image('a', 2, 1, 6),
      image('b', 3, 1, 5),
      { connector: 'conv2d', kernel: [1, 2], weight: counted(12) },
      { a_b: 'Conv1d' },
    ],
    [
      'SumPool2d',
      image('a', 2, 4, 4),
      image('b', 2, 2, 2),
      { connector: 'pool2d', kernel: 2 },
      { a_b: 'SumPool2d' },
    ],
    [
      'AvgPool2d',
      image('a', 2, 4, 6),
      image('b', 2, 2, 2),
      { connector: 'pool2d', kernel: [2, 3], weight: 1 / 6 },
      { a_b: 'AvgPool2d' },
    ],
    [
      'SumPool2d, then Scale',
      image('a', 1, 5, 5),
      image('b', 1, 3, 3),
      { connector: 'pool2d', kernel: 3, stride: 2, padding: 1, weight: 0.7 },
      { a_b: 'SumPool2d', a_b_2: 'Scale' },
    ],
  ])('%s', async (_, from, to, how, expected) => {
    const spec = network([from, to], [{ from: 'a', to: 'b', ...how } as ProjectionSpec]);
    const { a, b, output, ...between } = await nodesOf(spec);
    expect([a, b, output]).toEqual(['IF', 'IF', 'Output']);
    expect(between).toEqual(expected);
    const back = await expectSame(spec);
    const shapeOf = ({ shape, size }: PopulationSpec): number[] =>
      shape === undefined ? [size] : shape.length === 2 ? [1, ...shape] : [...shape];
    for (const population of spec.populations) {
      if (population.shape === undefined) continue;
      expect(shapeOf(back.populations.find(({ id }) => id === population.id)!)).toEqual(shapeOf(population));
    }
  });

  it('a loop, and edges beside each other', async () => {
    const spec = network(
      [{ ...row('a', 3), external: true }, row('b', 3), { ...row('out', 3), external: true, role: 'output' }],
      [
        { from: 'a', to: 'b', connector: 'one-to-one' },
        { from: 'a', to: 'b', connector: 'one-to-one' },
        { from: 'b', to: 'b', connector: 'all-to-all', selfConnections: false, weight: -1 },
        { from: 'b', to: 'b', connector: 'one-to-one' },
        { from: 'b', to: 'out', connector: 'one-to-one' },
      ],
    );
    expect(await nodesOf(spec)).toEqual({
      a: 'Input',
      b: 'IF',
      out: 'Output',
      a_b: 'Scale',
      b_b: 'Linear',
      b_out: 'Scale',
    });
    await expectSame(spec);
  });

  it('a matrix where a row of values would need a shape, which is said', async () => {
    const spec = network(
      [row('a', 2), image('b', 1, 3, 3), image('c', 2, 2, 2)],
      [
        { from: 'a', to: 'b', connector: 'all-to-all' },
        { from: 'b', to: 'c', connector: 'conv2d', kernel: 2, weight: counted(8) },
      ],
    );
    expect(await nodesOf(spec)).toMatchObject({ b_c: 'Linear' });
    await expectSame(spec);
    expect(lossesOfNir(spec)).toEqual(['windows, which become matrices (b -> c)']);
  });
});

describe('a population becomes', () => {
  const params = { threshold: 1.7, reset: -0.3, tauMs: 7.3, bias: 0.2 };
  it.each<[string, string, Partial<PopulationSpec>, Partial<PopulationSpec>]>([
    ['nothing said', 'IF', {}, { model: 'if', params: { threshold: 1 } }],
    [
      'lif without a leak',
      'IF',
      { model: 'lif', params: { threshold: 2 } },
      { model: 'if', params: { threshold: 2 } },
    ],
    ['if', 'IF', { model: 'if', params: { threshold: 0.1, reset: 0.3 } }, {}],
    ['lif', 'LIF', { model: 'lif', params }, {}],
    [
      'lif, each its own',
      'LIF',
      { model: 'lif', params: { threshold: [1, 2, 3], tauMs: [1, 20, 300], bias: [0, 1, 2] } },
      {},
    ],
    ['no memory', 'Threshold', { model: 'lif', params: { threshold: 0.4, leak: 0 } }, {}],
    ['an integrator', 'I', { model: 'integrator', params: {} }, {}],
    ['a leaky integrator', 'LI', { model: 'integrator', params: { tauMs: 20, bias: 0.1 } }, {}],
    [
      'cuba-lif',
      'CubaLIF',
      {
        model: 'cuba-lif',
        params: {
          threshold: 1.1,
          reset: 0.1,
          tauMs: 7,
          tauSynMs: [1, 2, 3],
          resistance: 2,
          inputWeight: 3,
          rest: -1,
        },
      },
      {},
    ],
    [
      'cuba-li',
      'CubaLI',
      { model: 'cuba-li', params: { tauMs: 7, tauSynMs: 3, resistance: 2, inputWeight: 3, rest: -1 } },
      {},
    ],
    ['an input outside', 'Input', { external: true, role: 'input', model: 'input' }, {}],
    ['an input on the chip', 'Input', { role: 'input', model: 'input' }, {}],
  ])('%s: %s', async (_, type, given, changed) => {
    const spec = network([{ ...row('p', 3), ...given }], [], 0.5);
    expect((await nodesOf(spec))['p']).toBe(type);
    const back = await expectSame(spec);
    const { role, ...expected } = { ...spec.populations[0], ...changed };
    const { role: roleBack, ...found } = back.populations[0];
    if (role !== undefined) expect(roleBack).toBe(role);
    const plain = (population: PopulationSpec): unknown =>
      JSON.parse(
        JSON.stringify(population, (__, value: unknown) =>
          ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
        ),
      );
    expect(plain(found)).toEqual(plain(expected));
  });

  it('LIF of a leak, whose time constant keeps the same share', async () => {
    const { populations } = await expectSame(
      network([{ ...row('p', 1), model: 'lif', params: { leak: 0.9 } }], [], 0.5),
    );
    expect(Math.exp(-0.5 / (populations[0].params!['tauMs'] as number))).toBeCloseTo(0.9, 14);
  });

  it('the bias of a layer where the neurons have no word for it', async () => {
    const params = { threshold: 1, bias: [0.5, 0.25] };
    for (const how of [{ connector: 'all-to-all' }, { connector: 'list', pre: [0], post: [1] }] as const) {
      const spec = network(
        [row('a', 2), { ...row('b', 2), model: 'if', params }],
        [{ from: 'a', to: 'b', ...how }],
      );
      expect((await nodesOf(spec))['a_b']).toBe('Affine');
      expect((await expectSame(spec)).populations.find(({ id }) => id === 'b')!.params!['bias']).toEqual(
        Float64Array.of(0.5, 0.25),
      );
    }
    const spec = network(
      [
        image('a', 1, 3, 3),
        { ...image('b', 2, 2, 2), model: 'if', params: { bias: [1, 1, 1, 1, 2, 2, 2, 2] } },
      ],
      [{ from: 'a', to: 'b', connector: 'conv2d', kernel: 2 }],
    );
    expect((await expectSame(spec)).populations.find(({ id }) => id === 'b')!.params!['bias']).toEqual(
      Float64Array.of(1, 1, 1, 1, 2, 2, 2, 2),
    );
  });
});

describe('what NIR cannot say', () => {
  const a = row('a', 2);
  it.each<[string, readonly PopulationSpec[], readonly ProjectionSpec[], RegExp]>([
    [
      'a model',
      [{ ...a, model: 'izhikevich' }],
      [],
      /^E1690 population "a": NIR has no node for the model "izhikevich"/,
    ],
    [
      'an outside that hears and speaks',
      [a, { ...row('io', 2), external: true }],
      [
        { from: 'a', to: 'io', connector: 'all-to-all' },
        { from: 'io', to: 'a', connector: 'all-to-all' },
      ],
      /^E1691 population "io": it is outside the chip, receives spikes and sends some/,
    ],
    [
      'given neurons that hear',
      [a, { ...row('in', 2), model: 'input' }],
      [{ from: 'a', to: 'in', connector: 'all-to-all' }],
      /^E1691 population "in": its neurons fire as given, and receive spikes/,
    ],
    [
      'a matrix beyond the size',
      [row('a', 9000), row('b', 9000)],
      [{ from: 'a', to: 'b', connector: 'list', pre: [0], post: [1] }],
      /^E1692 projections\[0\] \(a -> b\): list is in NIR a matrix of 9,000 x 9,000: 81,000,000 numbers, and a file is written with at most 67,108,864/,
    ],
    [
      'delays and multapses beyond the size',
      [row('a', 3000), row('b', 3000)],
      [
        {
          from: 'a',
          to: 'b',
          connector: 'list',
          pre: [0, 0, 1, 2, 2, 3, 0, 0, 0],
          post: [1, 1, 1, 1, 5, 1, 1, 5, 5],
          delayMs: [1, 1, 2, 3, 4, 5, 6, 7, 8],
        },
      ],
      /^E1692 projections\[0\] \(a -> b\): list is in NIR 9 matrices of 3,000 x 3,000 \(8 delays, up to 2 synapses from one neuron to another\): 81,000,000 numbers/,
    ],
    [
      'a window that is a matrix beyond the size',
      [image('a', 1, 100, 100), image('b', 3, 50, 50)],
      [{ from: 'a', to: 'b', connector: 'conv2d', kernel: 3, stride: 2, padding: 'same' }],
      /^E1692 projections\[0\] \(a -> b\): conv2d is in NIR a matrix of 7,500 x 10,000: .* A window stays one with padding in numbers/,
    ],
    [
      'several matrices beyond the size',
      [row('a', 6000), row('b', 6000)],
      [
        { from: 'a', to: 'b', connector: 'list', pre: [0], post: [1] },
        { from: 'b', to: 'a', connector: 'all-to-all' },
      ],
      /^E1692 projections\[1\] \(b -> a\): all-to-all is in NIR a matrix of 6,000 x 6,000: 36,000,000 numbers, after 36,000,000 of other projections/,
    ],
    [
      'a bias without a layer',
      [a, { ...row('b', 2), model: 'if', params: { bias: 1 } }],
      [{ from: 'a', to: 'b', connector: 'one-to-one' }],
      /^E1693 population "b": its neurons have a bias, and no layer leads to them/,
    ],
    ['a tau of 0', [{ ...a, params: { tauMs: 0 } }], [], /^E1694 population "a": tauMs of neuron 0 is 0/],
    [
      'leaks of several kinds',
      [{ ...a, params: { leak: [0.5, 1] } }],
      [],
      /^E1694 .*the leaks of its neurons are no time constants of one kind/,
    ],
    ['a leak twice', [{ ...a, params: { leak: 0.5, tauMs: 3 } }], [], /^E1694 .*both leak and tauMs/],
    [
      'no memory and a reset',
      [{ ...a, params: { leak: 0, reset: 1 } }],
      [],
      /^E1694 .*a leak of 0 keeps nothing/,
    ],
    ['a cuba-lif without its times', [{ ...a, model: 'cuba-lif' }], [], /^E1694 .*no tauMs or no tauSynMs/],
  ])('%s is refused', async (_, populations, projections, reason) => {
    expect(await firstFailure(() => writeNir(network(populations, projections)))).toMatch(reason);
  });

  it('and leaves the network as it is, is named', () => {
    const spec = network(
      [
        {
          ...row('a/b', 2),
          model: 'lif',
          params: { threshold: 1, softReset: 1, refractoryMs: 2 },
          spikes: 3,
        },
        { ...row('in', 2), model: 'input', params: { rate: 3 } },
      ],
      [{ from: 'in', to: 'a/b', connector: 'list', pre: [], post: [] }],
    );
    expect(lossesOfNir(spec)).toEqual([
      'spikes and rates',
      'softReset, refractoryMs of "a/b"',
      'the name "a/b", which is written "a_b"',
      'rate of "in"',
      'projections without synapses (in -> a/b)',
    ]);
    expect(lossesOfNir(network([a], []))).toEqual([]);
  });
});

const populations = fc
  .array(
    fc.record({
      shape: fc.oneof(
        fc.tuple(fc.integer({ min: 1, max: 5 })),
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
        fc.tuple(
          fc.integer({ min: 1, max: 2 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 3 }),
        ),
      ),
      model: fc.constantFrom(undefined, 'lif', 'if', 'integrator', 'input'),
      tauMs: fc.option(fc.integer({ min: 1, max: 400 })),
      threshold: fc.double({ min: 0.01, max: 9, noNaN: true }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ shape, model, tauMs, threshold }, k): PopulationSpec => {
      const params = model === 'integrator' ? {} : { threshold };
      return {
        ...image(['in put', 'h "2"', 'ö.x', '@'][k], ...shape),
        ...(model === undefined ? {} : { model }),
        ...(model === 'input' || model === undefined
          ? {}
          : { params: tauMs === null ? params : { ...params, tauMs } }),
      };
    }),
  );

const synapse = fc.record({
  pre: fc.nat(),
  post: fc.nat(),
  weight: fc.oneof(fc.constant(0), fc.double({ min: -3, max: 3, noNaN: true })),
  delay: fc.integer({ min: 1, max: 3 }),
});
const drawnNetwork: fc.Arbitrary<NetworkSpec> = fc
  .tuple(
    populations,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(),
        fc.constantFrom('list', 'all-to-all', 'one-to-one', 'conv2d'),
        fc.array(synapse, { minLength: 1, maxLength: 9 }),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([drawn, wanted]) => {
    const projections = wanted.flatMap(([f, t, connector, synapses]): ProjectionSpec[] => {
      const [from, to] = [drawn[f % drawn.length], drawn[t % drawn.length]];
      if (to.model === 'input') return [];
      const ends = { from: from.id, to: to.id };
      const [{ weight, delay }] = synapses;
      if (connector === 'all-to-all') {
        const column = Array.from(
          { length: from.size * to.size },
          (_, k) => synapses[k % synapses.length].weight,
        );
        return [{ ...ends, connector, weight: column, delayMs: delay, selfConnections: true }];
      }
      if (connector === 'one-to-one' && from.size === to.size) return [{ ...ends, connector, weight }];
      if (connector === 'conv2d' && from.shape!.length === 3 && to.shape!.length === 3) {
        const [channels, height, width] = from.shape!;
        const padding = [0, 1].filter(
          (p) => height + 2 * p - 1 === to.shape![1] && width + 2 * p - 1 === to.shape![2],
        );
        const kernel = Array.from(
          { length: to.shape![0] * channels * 4 },
          (_, k) => synapses[k % synapses.length].weight,
        );
        if (padding.length > 0)
          return [{ ...ends, connector, kernel: 2, padding: padding[0], weight: kernel }];
      }
      return [
        {
          ...ends,
          connector: 'list',
          pre: synapses.map(({ pre }) => pre % from.size),
          post: synapses.map(({ post }) => post % to.size),
          weight: synapses.map((one) => one.weight),
          delayMs: synapses.map((one) => one.delay),
        },
      ];
    });
    return { name: 'n', timestepMs: 0.5, durationMs: 50, populations: drawn, projections };
  });

describe('a file', () => {
  it('of any network is read again as it was, and written again as the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(drawnNetwork, async (spec) => {
        const back = await expectSame(network(spec.populations, spec.projections, spec.timestepMs));
        const given = new Map(spec.populations.map(({ id, params = {} }) => [id, params]));
        for (const { id, params = {} } of back.populations)
          for (const [key, value] of Object.entries(given.get(id)!)) expect(params[key]).toEqual(value);
        expect(Buffer.from(await writeNir(spec)).equals(await writeNir(spec))).toBe(true);
      }),
      { seed: 13, numRuns: 40 },
    );
  });

  it('holds no time: the same a second later', async () => {
    const spec = network([row('a', 200), row('b', 100)], [{ from: 'a', to: 'b', connector: 'all-to-all' }]);
    const first = await writeNir(spec);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from(first).equals(await writeNir(spec))).toBe(true);
  });

  const data = process.env['NMAP_DATA'];
  const nir = [data ?? '', join(data ?? '', 'nets')].map((folder) => join(folder, 'nir')).find(existsSync);
  if (data === undefined || nir === undefined) {
    it.skip('skipped: NMAP_DATA names no folder with nir/', () => undefined);
    return;
  }
  it.each([
    ['01_lif/lif_norse.nir', ['all-to-all']],
    ['01_lif/lif_rockpool.nir', ['all-to-all']],
    ['01_lif/debug_spike_representation/two_lif_neurons.nir', ['all-to-all', 'all-to-all']],
    ['braille_noDelay_bias_zero.nir', ['all-to-all', 'all-to-all', 'all-to-all']],
    ['braille_noDelay_bias_zero_subgraph.nir', ['all-to-all', 'all-to-all', 'all-to-all']],
    ['02_cnn/cnn_sinabs.nir', ['conv2d', 'conv2d', 'conv2d', 'all-to-all', 'all-to-all']],
  ])('of a framework is read, written and read as the same: %s', async (file, connectors) => {
    const { spec } = await readNetworkFile(join(nir, file), { lenient: true });
    const back = await expectSame(spec);
    expect(lossesOfNir(spec)).toEqual([]);
    expect(back.projections.map(({ connector }) => connector)).toEqual(connectors);
    const byName = ({ populations: all }: NetworkSpec): unknown =>
      [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(byName(back)).toEqual(byName(spec));
  });
});
