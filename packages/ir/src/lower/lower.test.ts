import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NmapError, type Diagnostic } from '../diagnostic.ts';
import type { Network } from '../network.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { buildSpec } from '@nmap/testkit';
import { lower, type LowerOptions } from './lower.ts';
import { spikesOfRate } from './spikes.ts';

const A: PopulationSpec = { id: 'a', size: 3, spikes: 2 };

function faultsOf(spec: NetworkSpec, options?: LowerOptions): readonly Diagnostic[] {
  try {
    lower(spec, options);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.diagnostics;
    throw error;
  }
  return [];
}

const lines = (faults: readonly Diagnostic[]): string[] =>
  faults.map(({ code, where, message }) => `${code} ${where}: ${message}`);

/** The network as nested arrays: targets with multiplicities by source, sources by target. */
function rowsOf(
  start: Uint32Array,
  index: Uint32Array,
  multiplicity: Uint32Array | null,
): [number, number][][] {
  return Array.from({ length: start.length - 1 }, (_, row) =>
    Array.from({ length: start[row + 1] - start[row] }, (__, i) => {
      const e = start[row] + i;
      return [index[e], multiplicity === null ? 1 : multiplicity[e]];
    }),
  );
}

const outOf = (network: Network) => rowsOf(network.outStart, network.outTarget, network.outMultiplicity);
const inOf = (network: Network) => rowsOf(network.inStart, network.inSource, network.inMultiplicity);

function listed(pairs: readonly (readonly [number, number])[], from = 'a', to = 'a'): ProjectionSpec {
  return { from, to, connector: 'list', pre: pairs.map(([pre]) => pre), post: pairs.map(([, post]) => post) };
}

describe('lower: the network', () => {
  it('numbers neurons by population and keeps shape, role and place', () => {
    const { network } = lower(
      buildSpec([
        { id: 'in', size: 6, shape: [1, 2, 3], role: 'input', external: true, spikes: 1 },
        { id: 'out', size: 2, spikes: [7, 0] },
      ]),
    );
    expect(network.populations).toEqual([
      { id: 'in', first: 0, vertexCount: 6, size: 6, shape: [1, 2, 3], role: 'input', external: true },
      { id: 'out', first: 6, vertexCount: 2, size: 2, shape: [2], role: 'hidden', external: false },
    ]);
    expect([...network.external]).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    expect([...network.spikes]).toEqual([1, 1, 1, 1, 1, 1, 7, 0]);
    expect(network.vertexCount).toBe(8);
    expect(network.synapseCount).toBe(0);
  });

  it('merges multapses within and across projections, keeps self-loops, isolated and silent neurons', () => {
    const spec = buildSpec(
      [{ id: 'a', size: 4, spikes: [0, 1, 2, 3] }],
      [
        listed([
          [0, 2],
          [0, 1],
          [0, 2],
          [1, 1],
        ]),
        listed([[0, 2]]),
      ],
    );
    const { network } = lower(spec);
    expect(outOf(network)).toEqual([
      [
        [1, 1],
        [2, 3],
      ],
      [[1, 1]],
      [],
      [],
    ]);
    expect(inOf(network)).toEqual([
      [],
      [
        [0, 1],
        [1, 1],
      ],
      [[0, 3]],
      [],
    ]);
    expect(network.synapseCount).toBe(5);
    expect([...network.fanIn]).toEqual([0, 2, 3, 0]);
    expect([...network.spikes]).toEqual([0, 1, 2, 3]);
  });

  it('has no multiplicities where there are no multapses', () => {
    const { network } = lower(buildSpec([A], [{ from: 'a', to: 'a', connector: 'all-to-all' }]));
    expect(network.outMultiplicity).toBeNull();
    expect(network.inMultiplicity).toBeNull();
    expect([...network.fanIn]).toEqual([3, 3, 3]);
  });

  it('equals a map of pairs for any lists, short rows and long', () => {
    const size = 40;
    const pairs = fc.array(fc.tuple(fc.nat(3), fc.nat(size - 1)), { maxLength: 300 });
    fc.assert(
      fc.property(pairs, pairs, (first, second) => {
        const spec = buildSpec([{ id: 'a', size, spikes: 1 }], [listed(first), listed(second)]);
        const { network } = lower(spec);
        const out = Array.from({ length: size }, () => new Map<number, number>());
        const into = Array.from({ length: size }, () => new Map<number, number>());
        for (const [pre, post] of [...first, ...second]) {
          out[pre].set(post, (out[pre].get(post) ?? 0) + 1);
          into[post].set(pre, (into[post].get(pre) ?? 0) + 1);
        }
        const ascending = (maps: Map<number, number>[]) =>
          maps.map((map) => [...map].sort((x, y) => x[0] - y[0]));
        expect(outOf(network)).toEqual(ascending(out));
        expect(inOf(network)).toEqual(ascending(into));
        expect(network.synapseCount).toBe(first.length + second.length);
        expect([...network.fanIn]).toEqual(into.map((map) => [...map.values()].reduce((x, y) => x + y, 0)));
      }),
      { seed: 4 },
    );
  });

  it('is the same on every call', () => {
    const spec = buildSpec(
      [{ id: 'a', size: 200, spikes: 1 }],
      [
        { from: 'a', to: 'a', connector: 'fixed-probability', p: 0.05 },
        { from: 'a', to: 'a', connector: 'fixed-total-number', n: 500, seed: 9 },
      ],
    );
    expect(lower(spec)).toEqual(lower(spec));
  });
});

describe('lower: activity', () => {
  it('turns rates into spikes, halves up', () => {
    expect(spikesOfRate(2.5, 1000)).toBe(3);
    expect(spikesOfRate(2.4999, 1000)).toBe(2);
    expect(spikesOfRate(0.49999999999999994, 1000)).toBe(0);
    expect(spikesOfRate(10, 250)).toBe(3);
    const spec = buildSpec([
      { id: 'a', size: 2, rateHz: [0.5, 12.4] },
      { id: 'b', size: 2, rateHz: 3 },
    ]);
    const { network, diagnostics } = lower(spec);
    expect([...network.spikes]).toEqual([1, 12, 3, 3]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['W6002']);
  });

  it('assumes one spike where nothing is given, and says so', () => {
    const { network, diagnostics } = lower(
      buildSpec([
        { id: 'a', size: 2 },
        { ...A, id: 'b' },
        { id: 'c', size: 1 },
      ]),
    );
    expect([...network.spikes]).toEqual([1, 1, 2, 2, 2, 1]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'W6001', severity: 'warning', where: 'populations a, c' });
  });
});

describe('lower: violations', () => {
  const project = (projection: ProjectionSpec): NetworkSpec =>
    buildSpec([A, { id: 'b', size: 4, spikes: 1 }], [projection]);
  const image = (id: string, shape: readonly number[]): PopulationSpec => ({
    id,
    size: shape.reduce((x, y) => x * y, 1),
    shape,
    spikes: 1,
  });
  const conv = (to: PopulationSpec, options: object): NetworkSpec =>
    buildSpec(
      [image('x', [2, 5, 5]), to],
      [{ from: 'x', to: to.id, connector: 'conv2d', kernel: 3, ...options }],
    );

  const cases: readonly (readonly [string, NetworkSpec, string])[] = [
    ['no population', buildSpec([]), 'E1100 network: has no population.'],
    [
      'a bad time step',
      { ...buildSpec([A]), timestepMs: 0 },
      'E1101 network: timestepMs is 0, must be above 0.',
    ],
    [
      'a bad duration',
      { ...buildSpec([A]), durationMs: NaN },
      'E1101 network: durationMs is NaN, must be above 0.',
    ],
    ['an empty id', buildSpec([{ ...A, id: '' }]), 'E1102 populations[0] (): has no id.'],
    ['a duplicate id', buildSpec([A, A]), 'E1102 populations[1] (a): has the id of populations[0].'],
    [
      'a negative size',
      buildSpec([{ ...A, size: -1 }]),
      'E1103 populations[0] (a): size is -1, must be an integer of at least 1.',
    ],
    [
      'a fractional size',
      buildSpec([{ ...A, size: 1.5 }]),
      'E1103 populations[0] (a): size is 1.5, must be an integer of at least 1.',
    ],
    [
      'a shape of another size',
      buildSpec([{ ...A, shape: [2, 2] }]),
      'E1104 populations[0] (a): shape [2, 2] holds 4 neurons, size is 3.',
    ],
    [
      'an empty shape',
      buildSpec([{ ...A, size: 1, shape: [] }]),
      'E1104 populations[0] (a): shape [] holds 1 neurons, size is 1.',
    ],
    [
      'negative spikes',
      buildSpec([{ ...A, spikes: -1 }]),
      'E1105 populations[0] (a): spikes is -1, must be an integer in 0..4,294,967,295.',
    ],
    [
      'fractional spikes',
      buildSpec([{ ...A, spikes: [1, 0.5, 0.25] }]),
      'E1105 populations[0] (a): spikes[1] is 0.5 (and 1 more), must be an integer in 0..4,294,967,295.',
    ],
    [
      'too many spikes',
      buildSpec([{ ...A, spikes: 2 ** 32 }]),
      'E1105 populations[0] (a): spikes is 4294967296, must be an integer in 0..4,294,967,295.',
    ],
    [
      'a short list of spikes',
      buildSpec([{ ...A, spikes: [1] }]),
      'E1105 populations[0] (a): spikes has 1 entries for 3 neurons.',
    ],
    [
      'NaN for a rate',
      buildSpec([{ id: 'a', size: 3, rateHz: [1, NaN, 3] }]),
      'E1106 populations[0] (a): rateHz[1] is NaN, must be at least 0 and give at most 4,294,967,295 spikes.',
    ],
    [
      'a rate that overflows',
      buildSpec([{ id: 'a', size: 3, rateHz: 1e12 }]),
      'E1106 populations[0] (a): rateHz is 1000000000000, must be at least 0 and give at most 4,294,967,295 spikes.',
    ],
    [
      'spikes and a rate',
      buildSpec([{ ...A, rateHz: 1 }]),
      'E1106 populations[0] (a): gives both spikes and rateHz.',
    ],
    [
      'a bad parameter',
      buildSpec([{ ...A, params: { tau: Infinity } }]),
      'E1107 populations[0] (a): params.tau is Infinity, must be a number.',
    ],
    [
      'a short parameter list',
      buildSpec([{ ...A, params: { tau: [1] } }]),
      'E1107 populations[0] (a): params.tau has 1 entries for 3 neurons.',
    ],
    [
      'an unknown role',
      buildSpec([{ ...A, role: 'ouput' as 'output' }]),
      'E1108 populations[0] (a): role is "ouput", must be one of input, hidden, output.',
    ],
    [
      'an unknown source',
      project({ from: 'x', to: 'b', connector: 'all-to-all' }),
      'E1110 projections[0] (x -> b): from names the unknown population "x".',
    ],
    [
      'an unknown target',
      project({ from: 'a', to: '__proto__', connector: 'all-to-all' }),
      'E1110 projections[0] (a -> __proto__): to names the unknown population "__proto__".',
    ],
    [
      'an unknown connector',
      project({ from: 'a', to: 'b', connector: 'all2all' as 'all-to-all' }),
      'E1111 projections[0] (a -> b): unknown connector "all2all".',
    ],
    [
      'unequal sizes',
      project({ from: 'a', to: 'b', connector: 'one-to-one' }),
      'E1112 projections[0] (a -> b): one-to-one needs equal sizes, has 3 sources and 4 targets.',
    ],
    [
      'no probability',
      project({ from: 'a', to: 'b', connector: 'fixed-probability', p: 1.5 }),
      'E1111 projections[0] (a -> b): p of fixed-probability is 1.5, must lie in 0..1.',
    ],
    [
      'a bad seed',
      project({ from: 'a', to: 'b', connector: 'fixed-probability', p: 1, seed: 0.5 }),
      'E1111 projections[0] (a -> b): seed of fixed-probability is 0.5, must be an integer.',
    ],
    [
      'too large a fan-in',
      project({ from: 'a', to: 'b', connector: 'fixed-fan-in', n: 4 }),
      'E1112 projections[0] (a -> b): fixed-fan-in asks for 4 distinct sources, has 3.',
    ],
    [
      'too large a fan-out',
      project({ from: 'a', to: 'a', connector: 'fixed-fan-out', n: 3, selfConnections: false }),
      'E1112 projections[0] (a -> a): fixed-fan-out asks for 3 distinct targets, has 2.',
    ],
    [
      'a negative number',
      project({ from: 'a', to: 'b', connector: 'fixed-total-number', n: -1 }),
      'E1111 projections[0] (a -> b): n of fixed-total-number is -1, must be an integer of at least 0.',
    ],
    [
      'a bad scale',
      project({ from: 'a', to: 'b', connector: 'distance-dependent', p: 1, scale: 0, profile: 'disc' }),
      'E1111 projections[0] (a -> b): scale of distance-dependent is 0, must be above 0.',
    ],
    [
      'a bad profile',
      project({
        from: 'a',
        to: 'b',
        connector: 'distance-dependent',
        p: 1,
        scale: 1,
        profile: 'box' as 'disc',
      }),
      'E1111 projections[0] (a -> b): profile of distance-dependent is "box", must be one of gaussian, exponential, disc.',
    ],
    [
      'an index out of range',
      project({ from: 'a', to: 'b', connector: 'list', pre: [0, 3, -1], post: [0, 0, 0] }),
      'E1113 projections[0] (a -> b): pre[1] is 3 (and 1 more), must be an integer in 0..2.',
    ],
    [
      'lists of unequal length',
      project({ from: 'a', to: 'b', connector: 'list', pre: [0, 1], post: [0] }),
      'E1114 projections[0] (a -> b): pre has 2 entries, post has 1.',
    ],
    [
      'a missing list',
      project({ from: 'a', to: 'b', connector: 'list' } as unknown as ProjectionSpec),
      'E1114 projections[0] (a -> b): list needs two lists of equal length, pre and post.',
    ],
    [
      'NaN for a weight',
      project({ from: 'a', to: 'b', connector: 'all-to-all', weight: NaN }),
      'E1115 projections[0] (a -> b): weight is NaN, must be a number.',
    ],
    [
      'a short list of weights',
      project({ from: 'a', to: 'b', connector: 'all-to-all', weight: [1, 2] }),
      'E1115 projections[0] (a -> b): weight has 2 entries for 12 synapses.',
    ],
    [
      'a negative delay',
      project({ from: 'a', to: 'b', connector: 'all-to-all', delayMs: -1 }),
      'E1115 projections[0] (a -> b): delayMs is -1, must be a number of at least 0.',
    ],
    [
      'a convolution without an image',
      buildSpec([A, image('y', [1, 3, 3])], [{ from: 'a', to: 'y', connector: 'conv2d', kernel: 1 }]),
      'E1112 projections[0] (a -> y): conv2d reads a shape [channels, height, width], the source population has [3].',
    ],
    [
      'a convolution of another size',
      conv(image('y', [4, 5, 5]), {}),
      'E1112 projections[0] (x -> y): conv2d makes [4, 3, 3] from [2, 5, 5], the target population has [4, 5, 5].',
    ],
    [
      'a flat target of another size',
      conv({ id: 'y', size: 10, spikes: 1 }, {}),
      'E1112 projections[0] (x -> y): conv2d makes [channels, 3, 3] from [2, 5, 5], the target population has [10].',
    ],
    [
      'a kernel larger than the image',
      conv(image('y', [1, 1, 1]), { kernel: 6 }),
      'E1112 projections[0] (x -> y): conv2d kernel [6, 6] (dilation [1, 1]) is larger than the padded image of [2, 5, 5].',
    ],
    [
      'groups that do not divide',
      conv(image('y', [3, 3, 3]), { groups: 2 }),
      'E1112 projections[0] (x -> y): groups of conv2d is 2, must divide 2 input and 3 output channels.',
    ],
    [
      'a bad stride',
      conv(image('y', [1, 3, 3]), { stride: 0 }),
      'E1111 projections[0] (x -> y): stride of conv2d is 0, must be an integer of at least 1, a pair [vertical, horizontal] of them.',
    ],
    [
      'a bad padding',
      conv(image('y', [1, 3, 3]), { padding: 'full' }),
      'E1111 projections[0] (x -> y): padding of conv2d is "full", must be an integer of at least 0, a pair [vertical, horizontal] of them, "same" or "valid".',
    ],
    [
      'a kernel of another length',
      conv(image('y', [1, 3, 3]), { weight: [1, 2, 3] }),
      'E1115 projections[0] (x -> y): weight has 3 entries for 18 entries of the kernel [outChannels, inChannels / groups, height, width].',
    ],
    [
      'pooling into other channels',
      buildSpec(
        [image('x', [2, 4, 4]), image('y', [3, 2, 2])],
        [{ from: 'x', to: 'y', connector: 'pool2d', kernel: 2 }],
      ),
      'E1112 projections[0] (x -> y): pool2d makes [2, 2, 2] from [2, 4, 4], the target population has [3, 2, 2].',
    ],
    [
      'too many events',
      buildSpec(
        [
          { ...A, spikes: 2 ** 32 - 1 },
          { id: 'b', size: 1_000_000, spikes: 0 },
        ],
        [{ from: 'a', to: 'b', connector: 'all-to-all' }],
      ),
      'E1120 network: causes about 12884901885000000 synaptic events, exact counts end at 9,007,199,254,740,991.',
    ],
    [
      'too many neurons',
      buildSpec([{ ...A, size: 2 ** 32 }]),
      'E1120 network: has 4,294,967,296 neurons, can hold 4,294,967,294.',
    ],
  ];

  it.each(cases)('refuses %s', (_name, spec, message) => {
    expect(lines(faultsOf(spec))).toEqual([message]);
  });

  it('refuses lists that do not fit the synapses drawn', () => {
    const faults = faultsOf(
      project({ from: 'a', to: 'b', connector: 'fixed-probability', p: 1, weight: [1, 2, 3] }),
    );
    expect(lines(faults)).toEqual(['E1115 projections[0] (a -> b): weight has 3 entries for 12 synapses.']);
  });

  it('refuses more synapses than can be held, before making them and after drawing them', () => {
    const huge = { id: 'a', size: 100_000, spikes: 0 };
    const all = buildSpec([huge], [{ from: 'a', to: 'a', connector: 'all-to-all' }]);
    expect(lines(faultsOf(all))).toEqual([
      'E1120 network: has 10,000,000,000 synapses, can hold 4,294,967,295.',
    ]);
    const some = buildSpec(
      [{ id: 'a', size: 9, spikes: 0, shape: [3, 3] }],
      [{ from: 'a', to: 'a', connector: 'distance-dependent', p: 1, scale: 1, profile: 'disc' }],
    );
    expect(lines(faultsOf(some, { maxSynapses: 32 }))).toEqual([
      'E1120 network: has 33 synapses, can hold 32.',
    ]);
    expect(faultsOf(some, { maxSynapses: 33 })).toEqual([]);
  });

  it('collects everything at once', () => {
    const spec = buildSpec(
      [
        { id: 'a', size: 3, spikes: [1, 2] },
        { id: 'a', size: 0 },
        { id: 'b', size: 2, spikes: -1 },
      ],
      [
        { from: 'a', to: 'c', connector: 'one-to-one' },
        { from: 'a', to: 'b', connector: 'one-to-one', weight: NaN },
      ],
    );
    expect(faultsOf(spec).map(({ code, where }) => `${code} ${where}`)).toEqual([
      'E1105 populations[0] (a)',
      'E1102 populations[1] (a)',
      'E1103 populations[1] (a)',
      'E1105 populations[2] (b)',
      'E1110 projections[0] (a -> c)',
      'E1115 projections[1] (a -> b)',
      'E1112 projections[1] (a -> b)',
    ]);
  });

  it('names the nearest population and connector', () => {
    expect(faultsOf(project({ from: 'a', to: 'bb', connector: 'all-to-all' }))[0].hint).toBe(
      'Did you mean b?',
    );
    const [fault] = faultsOf(project({ from: 'a', to: 'b', connector: 'all_to_al' as 'all-to-all' }));
    expect(fault.hint).toMatch(/^Did you mean all-to-all\? Connectors: all-to-all, one-to-one, list, /);
  });

  it('lays out a flat target as the output of a convolution', () => {
    const { network } = lower(conv({ id: 'y', size: 18, spikes: 1 }, {}));
    expect(network.synapseCount).toBe(2 * 2 * 9 * 9);
  });
});
