/** Files as frameworks write them, one for each habit of the table: what comes out, or which named defect. */
import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { writeHdf5, type GroupEntry } from '../../hdf5/testing/write-hdf5.ts';
import { readNetworkBytes, type NetworkFile, type NetworkOptions } from '../../read-network.ts';
import { failureOf } from '../../testing/failure.ts';
import { FRAMEWORK_HABITS } from './framework-habits.ts';
import {
  counting,
  graphOf,
  nirBytes,
  port,
  same,
  whole,
  type Edges,
  type Node,
  type Nodes,
} from './testing/nir-file.ts';

const one = (value: number, type = '<f'): GroupEntry[string] => ({ data: [value], shape: [1], type });
const chain = (...names: string[]): Edges => names.slice(1).map((name, k) => [names[k], name] as const);
const affine = (outputs: number, inputs: number): Node => ({
  type: 'Affine',
  weight: counting([outputs, inputs]),
  bias: same([outputs], 0),
});
/** LIF whose parameters have a shape, without what old writers leave out. */
const lif = (shape: readonly number[], leftOut: readonly string[] = []): Node =>
  Object.fromEntries(
    Object.entries({
      type: 'LIF',
      tau: same(shape, 0.02),
      r: same(shape, 2),
      v_leak: same(shape, 0),
      v_threshold: same(shape, 1),
      v_reset: same(shape, 0),
    }).filter(([key]) => !leftOut.includes(key)),
  );
const cuba = (size: number, leftOut: readonly string[] = []): Node =>
  Object.fromEntries(
    Object.entries({
      type: 'CubaLIF',
      tau_syn: same([size], 0.01, '<d'),
      tau_mem: same([size], 0.02),
      r: same([size], 1),
      v_leak: same([size], 0),
      v_threshold: same([size], 1),
      w_in: same([size], 1),
      v_reset: same([size], 0),
    }).filter(([key]) => !leftOut.includes(key)),
  );
const recurrent = (prefix: string, size: number, edges: Edges): Node =>
  graphOf(
    {
      [`${prefix}input`]: port('Input', size),
      [`${prefix}lif`]: lif([size]),
      [`${prefix}w_rec`]: { type: 'Linear', weight: counting([size, size], 1, '<d') },
      [`${prefix}output`]: port('Output', size),
    },
    edges.map(([from, to]) => [prefix + from, prefix + to] as const),
  );

interface Fixture {
  readonly framework: string;
  readonly what: string;
  readonly bytes: () => Promise<Uint8Array>;
  /** Populations with their sizes, and synapses, once it is read. */
  readonly read: readonly [populations: string, synapses: number];
  /** The error without --lenient; null where there is none. */
  readonly defect: string | null;
  /** A warning or note that says what was assumed. */
  readonly said?: string;
}

const file = (nodes: Nodes, edges: Edges) => (): Promise<Uint8Array> => nirBytes(nodes, edges);
const layer = (neurons: Node, size = 3): Nodes => ({
  input: port('Input', 2),
  '0': affine(size, 2),
  '1': neurons,
  output: port('Output', size),
});
const LAYERS = chain('input', '0', '1', 'output');

const FIXTURES: readonly Fixture[] = [
  {
    framework: 'snnTorch',
    what: 'single numbers',
    bytes: file(
      layer({
        type: 'LIF',
        tau: one(0.01),
        r: one(100),
        v_leak: one(0),
        v_threshold: one(1),
        v_reset: one(0),
      }),
      LAYERS,
    ),
    read: ['input 2, 1 3', 6],
    defect: 'E1855 n.nir: /node/nodes/1',
  },
  {
    framework: 'snnTorch',
    what: 'a recurrent layer',
    bytes: file(
      {
        input: port('Input', 2),
        '0': affine(3, 2),
        '1': recurrent('', 3, [
          ['input', 'lif'],
          ['lif', 'w_rec'],
          ['w_rec', 'lif'],
          ['lif', 'output'],
        ]),
        output: port('Output', 3),
      },
      LAYERS,
    ),
    read: ['input 2, 1.lif 3', 15],
    defect: null,
  },
  {
    framework: 'snnTorch',
    what: 'an old name in inner edges',
    bytes: file(
      {
        input: port('Input', 3),
        '0': graphOf({ input: port('Input', 3), lif1: lif([3]), output: port('Output', 3) }, [
          ['input', 'lif'],
          ['lif', 'output'],
        ]),
        output: port('Output', 3),
      },
      chain('input', '0', 'output'),
    ),
    read: ['input 3, 0.lif1 3', 3],
    defect: 'E1855 n.nir: /node/nodes/0/edges (input -> lif)',
  },
  {
    framework: 'Norse',
    what: 'LIFBoxCell and LIFCell',
    bytes: file(
      {
        input: port('Input', 2),
        '0': affine(3, 2),
        '1': lif([3]),
        '2': affine(2, 3),
        '3': cuba(2),
        output: port('Output', 2),
      },
      chain('input', '0', '1', '2', '3', 'output'),
    ),
    read: ['input 2, 1 3, 3 2', 12],
    defect: null,
    said: 'W1856',
  },
  {
    framework: 'Norse',
    what: 'a convolution without its input shape',
    bytes: file(
      {
        input: port('Input', 1, 4, 4),
        '0': {
          type: 'Conv2d',
          weight: counting([2, 1, 3, 3]),
          bias: same([2], 0),
          stride: whole(1, 1),
          padding: whole(0, 0),
          dilation: whole(1, 1),
          groups: { data: [1n], shape: [1], type: '<q' },
        },
        '1': lif([2, 2, 2]),
        output: port('Output', 2, 2, 2),
      },
      LAYERS,
    ),
    read: ['input 16, 1 8', 72],
    defect: null,
  },
  {
    framework: 'Norse',
    what: 'single numbers',
    bytes: file(layer(lif([])), LAYERS),
    read: ['input 2, 1 3', 6],
    defect: 'E1855 n.nir: /node/nodes/1',
  },
  {
    framework: 'sinabs',
    what: 'IF without v_reset',
    bytes: file(
      {
        input: port('Input', 1, 4, 4),
        '0': {
          type: 'Conv2d',
          weight: counting([2, 1, 3, 3]),
          bias: same([2], 0),
          stride: whole(1, 1),
          padding: whole(0, 0),
          dilation: whole(1, 1),
          groups: { data: [1n], shape: [1], type: '<q' },
        },
        '1': { type: 'IF', r: same([2, 2, 2], 1), v_threshold: same([2, 2, 2], 1) },
        '2': { type: 'SumPool2d', kernel_size: whole(2, 2), stride: whole(2, 2), padding: whole(0, 0) },
        '3': {
          type: 'Flatten',
          start_dim: { data: [0n], shape: [1], type: '<q' },
          end_dim: { data: [-1n], shape: [1], type: '<q' },
          input_type: whole(2, 1, 1),
        },
        '4': affine(2, 2),
        '5': { type: 'IF', r: same([2], 1), v_threshold: same([2], 1) },
        output: port('Output', 2),
      },
      chain('input', '0', '1', '2', '3', '4', '5', 'output'),
    ),
    read: ['input 16, 1 8, 5 2', 88],
    defect: null,
    said: 'W1852',
  },
  {
    framework: 'sinabs',
    what: 'LIF with a single tau',
    bytes: file(
      layer({ type: 'LIF', tau: one(0.01), r: one(1), v_leak: one(0), v_threshold: one(1) }),
      LAYERS,
    ),
    read: ['input 2, 1 3', 6],
    defect: 'E1855 n.nir: /node/nodes/1',
  },
  {
    framework: 'Rockpool',
    what: 'neither v_reset nor w_in',
    bytes: file(layer(cuba(3, ['v_reset', 'w_in'])), LAYERS),
    read: ['input 2, 1 3', 6],
    defect: null,
    said: 'W1852',
  },
  {
    framework: 'Rockpool',
    what: 'an output with batch and time',
    bytes: file({ ...layer(lif([3], ['v_reset'])), output: port('Output', 1, 1, 3) }, LAYERS),
    read: ['input 2, 1 3', 6],
    defect: null,
    said: 'W1850',
  },
  {
    framework: 'Spyx',
    what: 'a recurrent layer that is entered by its weights',
    bytes: file(
      {
        input: port('Input', 3),
        '3': recurrent('3.', 3, [
          ['input', 'w_rec'],
          ['w_rec', 'lif'],
          ['lif', 'w_rec'],
          ['lif', 'output'],
        ]),
        output: port('Output', 3),
      },
      chain('input', '3', 'output'),
    ),
    read: ['input 3, 3.3.lif 3', 18],
    defect: null,
  },
  {
    framework: 'Spyx',
    what: 'LI and Threshold',
    bytes: file(
      {
        input: port('Input', 2),
        '0': affine(3, 2),
        '1': { type: 'LI', tau: same([3], 1), r: same([3], 1), v_leak: same([3], 0) },
        '2': { type: 'Threshold', threshold: same([3], 1) },
        output: port('Output', 3),
      },
      chain('input', '0', '1', '2', 'output'),
    ),
    read: ['input 2, 1 3, 2 3', 9],
    defect: null,
    said: 'W1853',
  },
  {
    framework: 'lava-dl',
    what: 'axes and types of one',
    bytes: () =>
      writeHdf5({
        layer: Object.fromEntries(
          ['0', '10', '2'].map((name) => [
            name,
            {
              type: { data: ['dense'], shape: [1] },
              shape: whole(2),
              weight:
                name === '2'
                  ? { data: [1, 2, 3, 4], shape: [4], type: '<f' }
                  : { data: [1, 2, 3, 4], shape: [2, 2, 1], type: '<d' },
              neuron: { type: 'CUBA' },
            },
          ]),
        ),
      }),
    read: ['input 2, dense0 2, dense2 2, dense10 2', 12],
    defect: null,
  },
];

const counts = (spec: NetworkSpec): [string, number] => {
  const { network } = lower({
    ...spec,
    populations: spec.populations.map((each) => ({ ...each, spikes: 1 })),
  });
  return [spec.populations.map(({ id, size }) => `${id} ${size}`).join(', '), network.synapseCount];
};

describe('files as frameworks write them', () => {
  it.each(FIXTURES.map((fixture) => [`${fixture.framework}: ${fixture.what}`, fixture] as const))(
    '%s',
    async (_, { bytes, read, defect, said, framework }) => {
      const content = await bytes();
      const name = framework === 'lava-dl' ? 'n.net' : 'n.nir';
      const readAs = (options: NetworkOptions): Promise<NetworkFile> =>
        readNetworkBytes([content], name, options);
      if (defect !== null) {
        const found = await failureOf(() => readAs({}));
        expect(found.map(({ code, where }) => `${code} ${where}`)).toContain(defect);
      }
      const { spec, diagnostics } = await readAs({ lenient: defect !== null });
      expect(counts(spec)).toEqual(read);
      if (said !== undefined) expect(diagnostics.map(({ code }) => code)).toContain(said);
      if (defect !== null) expect(diagnostics.map(({ code }) => code)).toContain('W1850');
    },
  );

  it('are a file at least of each framework of the table', () => {
    expect(new Set(FIXTURES.map(({ framework }) => framework))).toEqual(
      new Set(FRAMEWORK_HABITS.map(({ framework }) => framework)),
    );
  });
});
