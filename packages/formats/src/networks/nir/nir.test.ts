import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic, lower, type NetworkSpec } from '@nmap/ir';
import { readNetworkBytes, readNetworkFile, type NetworkOptions } from '../../read-network.ts';
import { writeHdf5 } from '../../hdf5/testing/write-hdf5.ts';
import { failureOf } from '../../testing/failure.ts';
import { piecesOf } from '../../testing/pieces.ts';
import {
  counting,
  graphOf,
  integrateAndFire,
  lif,
  linear,
  nirBytes,
  port,
  same,
  whole,
  type Edges,
  type Node,
  type Nodes,
} from './testing/nir-file.ts';

async function read(nodes: Nodes, edges: Edges, options: NetworkOptions = {}) {
  return readNetworkBytes(piecesOf(await nirBytes(nodes, edges), 4096), 'n.nir', options);
}

/** `from -> to: weight` of every synapse, in the order of neurons, summed where several join a pair. */
function synapsesOf(spec: NetworkSpec): string[] {
  const spikes = spec.populations.map((population) => ({ ...population, spikes: 1 }));
  const { network } = lower({ ...spec, populations: spikes });
  const found: string[] = [];
  for (let from = 0; from < network.neuronCount; from++)
    for (let e = network.outStart[from]; e < network.outStart[from + 1]; e++)
      found.push(`${from} ${network.outTarget[e]} x${network.outMultiplicity?.[e] ?? 1}`);
  return found;
}

/** A chain in -> nodes... -> out. */
const chain = (...names: string[]): Edges => names.slice(1).map((name, k) => [names[k], name]);

describe('nodes without neurons between two populations', () => {
  const between = async (node: Node, input: number[], output: number[]) => {
    const nodes = {
      in: port('Input', ...input),
      map: node,
      n: integrateAndFire(...output),
      out: port('Output', ...output),
    };
    const { spec, diagnostics } = await read(nodes, chain('in', 'map', 'n', 'out'));
    expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(spec.projections).toHaveLength(1);
    return spec;
  };

  it('Linear is all-to-all, by source', async () => {
    const spec = await between(linear(3, 2), [2], [3]);
    expect(
      spec.populations.map(({ id, size, role, external, model }) => ({ id, size, role, external, model })),
    ).toEqual([
      { id: 'in', size: 2, role: 'input', external: true, model: 'input' },
      { id: 'n', size: 3, role: 'output', external: undefined, model: 'if' },
    ]);
    // The file has [output][input]: 0.25 0.5 | 0.75 1 | 1.25 1.5.
    expect(spec.projections[0]).toEqual({
      from: 'in',
      to: 'n',
      connector: 'all-to-all',
      weight: Float64Array.of(0.25, 0.75, 1.25, 0.5, 1, 1.5),
    });
  });

  it('Affine adds its bias to every step of the neuron', async () => {
    const node = { type: 'Affine', weight: same([2, 2], 0.5), bias: counting([2]) };
    const spec = await between(node, [2], [2]);
    expect(spec.projections[0]).toMatchObject({ connector: 'all-to-all', weight: 0.5 });
    expect(spec.populations[1].params).toEqual({ threshold: 1, bias: Float64Array.of(0.25, 0.5) });
  });

  it.each([
    [
      'Scale',
      { type: 'Scale', scale: counting([3]) },
      { connector: 'one-to-one', weight: Float64Array.of(0.25, 0.5, 0.75) },
    ],
    ['a scale for all', { type: 'Scale', scale: same([1], 4) }, { connector: 'one-to-one', weight: 4 }],
    [
      'Delay',
      { type: 'Delay', delay: same([3], 0.005, '<d') },
      { connector: 'one-to-one', weight: 1, delayMs: 5 },
    ],
    [
      'a delay each',
      { type: 'Delay', delay: { data: [0.001, 0.002, 0.003], shape: [3], type: '<d' } },
      { connector: 'list', weight: 1, delayMs: Float64Array.of(1, 2, 3) },
    ],
  ] as const)('%s', async (_, node, expected) => {
    const spec = await between(node, [3], [3]);
    expect(spec.projections[0]).toMatchObject(expected);
  });

  it.each([
    [
      'Conv2d',
      {
        type: 'Conv2d',
        weight: counting([2, 1, 3, 3]),
        padding: whole(1, 1),
        stride: whole(2, 2),
        dilation: whole(1, 1),
        groups: whole(1),
        bias: same([2], 0),
      },
      [1, 5, 4],
      [2, 3, 2],
      { connector: 'conv2d', kernel: [3, 3], stride: [2, 2], padding: [1, 1] },
    ],
    [
      'single numbers',
      {
        type: 'Conv2d',
        weight: counting([4, 1, 3, 2]),
        padding: whole(1),
        stride: whole(1),
        dilation: whole(2),
        groups: whole(2),
      },
      [2, 5, 6],
      [4, 3, 6],
      { connector: 'conv2d', kernel: [3, 2], dilation: [2, 2], groups: 2 },
    ],
    [
      '"same"',
      { type: 'Conv2d', weight: counting([1, 1, 3, 3]), padding: 'same' },
      [1, 4, 4],
      [1, 4, 4],
      { connector: 'conv2d', padding: [1, 1] },
    ],
    [
      '"valid"',
      { type: 'Conv2d', weight: counting([1, 1, 3, 3]), padding: 'valid' },
      [1, 4, 4],
      [1, 2, 2],
      { connector: 'conv2d', padding: [0, 0] },
    ],
    [
      '"same" with an even kernel',
      { type: 'Conv2d', weight: counting([1, 1, 2, 2]), padding: 'same' },
      [1, 3, 3],
      [1, 3, 3],
      { connector: 'list' },
    ],
    [
      'Conv1d',
      {
        type: 'Conv1d',
        weight: counting([3, 2, 3]),
        padding: whole(1),
        stride: whole(2),
        dilation: whole(1),
        groups: whole(1),
      },
      [2, 6],
      [3, 3],
      { connector: 'conv2d', kernel: [1, 3], stride: [1, 2], padding: [0, 1] },
    ],
    [
      'SumPool2d',
      { type: 'SumPool2d', kernel_size: whole(2, 2), stride: whole(2, 2), padding: whole(0, 0) },
      [3, 4, 4],
      [3, 2, 2],
      { connector: 'pool2d', kernel: [2, 2], weight: 1 },
    ],
    [
      'AvgPool2d',
      { type: 'AvgPool2d', kernel_size: whole(2), stride: whole(1), padding: whole(0) },
      [1, 3, 3],
      [1, 2, 2],
      { connector: 'pool2d', weight: 0.25 },
    ],
  ] as const)('%s keeps its structure', async (_, node, input, output, expected) => {
    const spec = await between(node, [...input], [...output]);
    expect(spec.projections[0]).toMatchObject(expected);
    expect(spec.populations[1].size).toBe(output.reduce((a: number, b: number) => a * b, 1));
  });

  it.each([
    [
      'pool, then convolution',
      [
        { type: 'SumPool2d', kernel_size: whole(2, 2), stride: whole(2, 2), padding: whole(0, 0) },
        { type: 'Conv2d', weight: counting([2, 2, 3, 3]), padding: whole(1, 1), stride: whole(1, 1) },
      ],
      [2, 6, 4],
      [2, 3, 2],
      'conv2d',
    ],
    [
      'pool that leaves a row over',
      [
        { type: 'AvgPool2d', kernel_size: whole(2, 2), stride: whole(2, 2), padding: whole(0, 0) },
        { type: 'Conv2d', weight: counting([1, 1, 2, 2]), padding: whole(1, 1) },
      ],
      [1, 5, 5],
      [1, 3, 3],
      'list',
    ],
    [
      'pool that overlaps',
      [
        { type: 'SumPool2d', kernel_size: whole(3), stride: whole(2), padding: whole(1) },
        { type: 'Conv2d', weight: counting([1, 1, 2, 2]) },
      ],
      [1, 6, 6],
      [1, 2, 2],
      'list',
    ],
    [
      'pool, then linear',
      [
        { type: 'SumPool2d', kernel_size: whole(2), stride: whole(2) },
        { type: 'Flatten', start_dim: whole(0), end_dim: whole(-1) },
        linear(3, 4),
      ],
      [1, 4, 4],
      [3],
      'all-to-all',
    ],
    [
      'scale, then convolution',
      [
        { type: 'Scale', scale: same([2, 3, 3], 2) },
        { type: 'Conv2d', weight: counting([2, 1, 2, 2]), groups: whole(2) },
      ],
      [2, 3, 3],
      [2, 2, 2],
      'conv2d',
    ],
    [
      'convolution, then scales',
      [
        { type: 'Conv2d', weight: counting([2, 1, 2, 2]) },
        { type: 'Scale', scale: counting([2, 2, 2]) },
      ],
      [1, 3, 3],
      [2, 2, 2],
      'list',
    ],
    ['two matrices', [linear(3, 2), linear(2, 3)], [2], [2], 'all-to-all'],
    [
      'convolution, then linear',
      [{ type: 'Conv2d', weight: counting([2, 1, 2, 2]) }, { type: 'Flatten' }, linear(2, 8)],
      [1, 3, 3],
      [2],
      'list',
    ],
    [
      'two convolutions',
      [
        { type: 'Conv2d', weight: counting([2, 1, 2, 2]) },
        { type: 'Conv2d', weight: counting([1, 2, 2, 2]), dilation: whole(1, 2) },
      ],
      [1, 4, 5],
      [1, 2, 2],
      'list',
    ],
  ] as const)(
    '%s is one projection with the weights of the layers one by one',
    async (_, steps, input, output, connector) => {
      const names = steps.map((_step, k) => `s${k}`);
      const nodes = {
        in: port('Input', ...input),
        ...Object.fromEntries(steps.map((step, k) => [names[k], step as unknown as Node])),
        n: integrateAndFire(...output),
      };
      const { spec } = await read(nodes, chain('in', ...names, 'n'));
      expect(spec.projections.map((projection) => projection.connector)).toEqual([connector]);
      // What arrives at the neurons, of each input alone: composed by hand with a plain loop over the layers.
      const size = input.reduce((a: number, b: number) => a * b, 1);
      const expected = Array.from({ length: size }, (_unit, k) => byHand(steps, input, k));
      const found = arriving(spec);
      expected.forEach((row, k) => row.forEach((value, j) => expect(found[k][j]).toBeCloseTo(value, 5)));
    },
  );
});

/** weights[source][target] as the connectors say. */
function arriving(spec: NetworkSpec): number[][] {
  const [from, to] = spec.populations;
  const made = Array.from({ length: from.size }, () => new Array<number>(to.size).fill(0));
  const [projection] = spec.projections;
  const at = (weight: number | ArrayLike<number>, k: number): number =>
    typeof weight === 'number' ? weight : weight[k];
  if (projection.connector === 'list')
    for (let k = 0; k < projection.pre.length; k++)
      made[projection.pre[k]][projection.post[k]] += at(projection.weight!, k);
  else if (projection.connector === 'all-to-all')
    for (let i = 0; i < from.size; i++)
      for (let j = 0; j < to.size; j++) made[i][j] = at(projection.weight!, i * to.size + j);
  else if (projection.connector === 'conv2d') {
    const [channels, height, width] = from.shape!;
    const [outs, rows, columns] = to.shape!;
    const [kh, kw] = projection.kernel as [number, number];
    const [sh, sw] = projection.stride as [number, number];
    const [ph, pw] = projection.padding as [number, number];
    const groups = projection.groups ?? 1;
    const per = channels / groups;
    for (let o = 0; o < outs; o++)
      for (let c = 0; c < per; c++)
        for (let y = 0; y < rows; y++)
          for (let x = 0; x < columns; x++)
            for (let r = 0; r < kh; r++)
              for (let q = 0; q < kw; q++) {
                const channel = Math.floor(o / (outs / groups)) * per + c;
                const [iy, ix] = [y * sh - ph + r, x * sw - pw + q];
                if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
                made[(channel * height + iy) * width + ix][(o * rows + y) * columns + x] += at(
                  projection.weight!,
                  ((o * per + c) * kh + r) * kw + q,
                );
              }
  }
  return made;
}

/** One input of 1 through the layers, each a plain loop over its outputs. */
function byHand(steps: readonly unknown[], input: readonly number[], unit: number): number[] {
  let shape = [...input];
  let vector = new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(0);
  vector[unit] = 1;
  for (const given of steps) {
    const step = given as {
      type: string;
      weight?: { data: number[]; shape: number[] };
      scale?: { data: number[] };
    } & Record<string, { data: (number | bigint)[] } | undefined>;
    const pair = (key: string, usual: number): [number, number] => {
      const data = step[key]?.data.map(Number) ?? [usual];
      return [data[0], data[data.length - 1]];
    };
    if (step.type === 'Flatten') shape = [vector.length];
    else if (step.type === 'Scale') vector = vector.map((value, k) => value * step.scale!.data[k]);
    else if (step.type === 'Linear') {
      const [outputs, inputs] = step.weight!.shape;
      vector = Array.from({ length: outputs }, (_, o) =>
        vector.reduce((sum, value, i) => sum + value * step.weight!.data[o * inputs + i], 0),
      );
      shape = [outputs];
    } else {
      const pool = step.type !== 'Conv2d';
      const [kh, kw] = pool ? pair('kernel_size', 1) : [step.weight!.shape[2], step.weight!.shape[3]];
      const [sh, sw] = pair('stride', 1);
      const [ph, pw] = pair('padding', 0);
      const [dh, dw] = pair('dilation', 1);
      const groups = pool ? shape[0] : Number(step['groups']?.data[0] ?? 1);
      const outs = pool ? shape[0] : step.weight!.shape[0];
      const rows = Math.floor((shape[1] + 2 * ph - dh * (kh - 1) - 1) / sh) + 1;
      const columns = Math.floor((shape[2] + 2 * pw - dw * (kw - 1) - 1) / sw) + 1;
      const per = shape[0] / groups;
      const made: number[] = [];
      for (let o = 0; o < outs; o++)
        for (let y = 0; y < rows; y++)
          for (let x = 0; x < columns; x++) {
            let sum = 0;
            for (let c = 0; c < per; c++)
              for (let r = 0; r < kh; r++)
                for (let q = 0; q < kw; q++) {
                  const channel = Math.floor(o / (outs / groups)) * per + c;
                  const [iy, ix] = [y * sh - ph + r * dh, x * sw - pw + q * dw];
                  if (iy < 0 || ix < 0 || iy >= shape[1] || ix >= shape[2]) continue;
                  const factor = pool
                    ? step.type === 'AvgPool2d'
                      ? 1 / (kh * kw)
                      : 1
                    : step.weight!.data[((o * per + c) * kh + r) * kw + q];
                  sum += factor * vector[(channel * shape[1] + iy) * shape[2] + ix];
                }
            made.push(sum);
          }
      vector = made;
      shape = [outs, rows, columns];
    }
  }
  return vector;
}

describe('neurons', () => {
  const withNode = async (node: Node, size: number) =>
    (await read({ in: port('Input', size), n: node, out: port('Output', size) }, chain('in', 'n', 'out')))
      .spec.populations[1];

  // One step of 1 ms: a = exp(-1 / 2), g = (1 - a) R.
  const g = (1 - Math.exp(-0.5)) * 4;
  it.each([
    [
      'LIF',
      {
        type: 'LIF',
        tau: same([2], 0.002, '<d'),
        r: same([2], 4),
        v_leak: same([2], 1),
        v_threshold: same([2], 3),
        v_reset: same([2], -1),
      },
      'lif',
      { tauMs: 2, threshold: 3 / g, reset: -1 / g, bias: 0.25 },
    ],
    [
      'LIF without v_reset',
      {
        type: 'LIF',
        tau: same([2], 0.002, '<d'),
        r: same([2], 4),
        v_leak: same([2], 0),
        v_threshold: same([2], 3),
      },
      'lif',
      { tauMs: 2, threshold: 3 / g },
    ],
    ['IF', { type: 'IF', r: same([2], 2), v_threshold: same([2], 3) }, 'if', { threshold: 1.5 }],
    [
      'LI',
      { type: 'LI', tau: same([2], 0.002, '<d'), r: same([2], 4), v_leak: same([2], 0) },
      'integrator',
      { tauMs: 2 },
    ],
    ['I', { type: 'I', r: same([2], 1) }, 'integrator', {}],
    ['Threshold', { type: 'Threshold', threshold: same([2], 0.5) }, 'lif', { threshold: 0.5, leak: 0 }],
    [
      'CubaLIF',
      {
        type: 'CubaLIF',
        tau_syn: same([2], 0.004, '<d'),
        tau_mem: same([2], 0.002, '<d'),
        r: same([2], 4),
        v_leak: same([2], 0),
        v_threshold: same([2], 3),
        w_in: same([1], 2),
      },
      'cuba-lif',
      { tauMs: 2, tauSynMs: 4, threshold: 3, reset: 0, resistance: 4, inputWeight: 2, rest: 0 },
    ],
    [
      'CubaLI',
      {
        type: 'CubaLI',
        tau_syn: same([2], 0.004, '<d'),
        tau_mem: same([2], 0.002, '<d'),
        r: same([2], 4),
        v_leak: same([2], 0),
      },
      'cuba-li',
      { tauMs: 2, tauSynMs: 4, resistance: 4, inputWeight: 1, rest: 0 },
    ],
  ])('%s', async (_, node, model, params) => {
    const population = await withNode(node, 2);
    expect(population).toMatchObject({ id: 'n', size: 2, model, role: 'output' });
    expect(Object.keys(population.params!).sort()).toEqual(Object.keys(params).sort());
    for (const [key, value] of Object.entries(params)) expect(population.params![key]).toBeCloseTo(value, 6);
  });
});

describe('graphs', () => {
  const nodes = {
    in: port('Input', 2),
    w: linear(3, 2),
    'a.lif': lif(3),
    'a.rec': linear(3, 3),
    v: linear(2, 3),
    b: lif(2),
    out: port('Output', 2),
  };
  const edges: Edges = [
    ['in', 'w'],
    ['w', 'a.lif'],
    ['a.lif', 'a.rec'],
    ['a.rec', 'a.lif'],
    ['a.lif', 'v'],
    ['v', 'b'],
    ['b', 'out'],
  ];
  const inner = graphOf(
    { input: port('Input', 3), lif: lif(3), rec: linear(3, 3), output: port('Output', 3) },
    [
      ['input', 'lif'],
      ['lif', 'rec'],
      ['rec', 'lif'],
      ['lif', 'output'],
    ],
  );
  const nested = {
    in: port('Input', 2),
    w: linear(3, 2),
    a: inner,
    v: linear(2, 3),
    b: lif(2),
    out: port('Output', 2),
  };
  const nestedEdges: Edges = [
    ['in', 'w'],
    ['w', 'a'],
    ['a', 'v'],
    ['v', 'b'],
    ['b', 'out'],
  ];

  it('are the same network in flat and in nested form, whatever the order of edges', async () => {
    const flat = await read(nodes, edges);
    const mixed = await read(nodes, [...edges].reverse().concat([edges[2]]));
    const folded = await read(nested, nestedEdges);
    expect(flat.spec.populations.map(({ id, size }) => `${id} ${size}`)).toEqual(['in 2', 'a.lif 3', 'b 2']);
    expect(flat.sha256).toBe(mixed.sha256);
    expect(flat.sha256).toBe(folded.sha256);
    expect(synapsesOf(folded.spec)).toHaveLength(6 + 9 + 6);
    expect(mixed.diagnostics.map(formatDiagnostic).join()).toMatch(/1 edges are listed twice/);
  });

  it('enter an inner graph by the port that is named', async () => {
    const two = graphOf(
      { left: port('Input', 2), right: port('Input', 2), n: integrateAndFire(2), out: port('Output', 2) },
      [
        ['left', 'n'],
        ['right', 'n'],
        ['n', 'out'],
      ],
    );
    const all = { x: port('Input', 2), y: port('Input', 2), two };
    const { spec } = await read(all, [
      ['x', 'two.left'],
      ['y', 'two.right'],
    ]);
    expect(spec.projections.map(({ from, to }) => `${from} ${to}`)).toEqual(['x two.n', 'y two.n']);
    const [error] = await failureOf(() =>
      read(all, [
        ['x', 'two'],
        ['y', 'two.right'],
      ]),
    );
    expect(formatDiagnostic(error)).toMatch(
      /E1854 n\.nir: \/node\/edges \(x -> two\): .*"two" has 2 nodes of type Input/,
    );
  });

  it('adds up several ways into a node, and their biases', async () => {
    const affine = { type: 'Affine', weight: same([2, 2], 1), bias: same([2], 0.5) };
    const { spec } = await read(
      {
        in: port('Input', 2),
        p: affine,
        q: affine,
        scale: { type: 'Scale', scale: same([2], 3) },
        n: integrateAndFire(2),
      },
      [
        ['in', 'p'],
        ['in', 'q'],
        ['p', 'n'],
        ['q', 'scale'],
        ['scale', 'n'],
      ],
    );
    expect(spec.projections.map(({ weight }) => weight)).toEqual([1, 3]);
    expect(spec.populations[1].params).toEqual({ threshold: 1, bias: 2 });
  });

  it('makes a readout of layers behind the last neurons', async () => {
    const { spec } = await read(
      { in: port('Input', 2), n: lif(2), fc: linear(4, 2), out: port('Output', 4) },
      chain('in', 'n', 'fc', 'out'),
    );
    expect(spec.populations[2]).toEqual({ id: 'out', size: 4, role: 'output', external: true });
    expect(spec.projections[1]).toMatchObject({ from: 'n', to: 'out', connector: 'all-to-all' });
  });

  it('reads integers and floats of every width, packed or not', async () => {
    const types = ['<f', '<d', '<i', '<q', '<b', '<H'];
    for (const type of types) {
      const data = type === '<q' ? [1n, 2n] : [1, 2];
      const weight = { data, shape: [1, 2], type, packed: type === '<f' };
      const { spec } = await read(
        { in: port('Input', 2), w: { type: 'Linear', weight }, n: integrateAndFire(1) },
        chain('in', 'w', 'n'),
      );
      expect(spec.projections[0].weight).toEqual(Float64Array.of(1, 2));
    }
  });
});

describe('metadata that nmap wrote', () => {
  const nodes = (metadata: Node, of: 'w' | 'n' = 'w'): Nodes => ({
    in: port('Input', 2),
    w: {
      type: 'Linear',
      weight: { data: [1, 0, 0, 2], shape: [2, 2], type: '<f' },
      ...(of === 'w' ? { metadata } : {}),
    },
    n: { ...integrateAndFire(2), ...(of === 'n' ? { metadata } : {}) },
  });
  const edges = chain('in', 'w', 'n');

  it('says which zeros are no synapses, shapes and what is on the chip', async () => {
    const { spec } = await read(
      nodes({ nmap_synapses: { data: [1, 1, 0, 1], shape: [2, 2], type: '<B' } }),
      edges,
    );
    expect(spec.projections).toEqual([
      {
        from: 'in',
        to: 'n',
        connector: 'list',
        pre: Uint32Array.of(0, 1, 1),
        post: Uint32Array.of(0, 0, 1),
        weight: Float64Array.of(1, 0, 2),
      },
    ]);
    const shaped = await read(nodes({ nmap_shape: whole(1, 2, 1), nmap_core: whole(3, 4) }, 'n'), edges);
    expect(shaped.spec.populations[1].shape).toEqual([1, 2, 1]);
    const inside = { ...nodes({}), in: { ...port('Input', 2), metadata: { nmap_on_chip: whole(1) } } };
    expect((await read(inside, edges)).spec.populations[0]).toEqual({
      id: 'in',
      size: 2,
      role: 'input',
      model: 'input',
    });
  });

  it.each<[string, Nodes, string]>([
    [
      'synapses of another shape',
      nodes({ nmap_synapses: whole(1, 0) }),
      'E1853 n.nir: /node/nodes/w/metadata/nmap_synapses: it has 2 values ([2]), the weight 4 ([2, 2]).',
    ],
    [
      'no synapse where a weight is',
      nodes({ nmap_synapses: whole(1, 0, 0, 0) }),
      'E1853 n.nir: /node/nodes/w/metadata/nmap_synapses: value 3 is 0 where the weight is 2, must be 1 for a synapse, or 0 where there is none, of the weight 0.',
    ],
    [
      'synapses that are counted',
      nodes({ nmap_synapses: whole(2, 0, 0, 1) }),
      'E1853 n.nir: /node/nodes/w/metadata/nmap_synapses: value 0 is 2 where the weight is 1, must be 1 for a synapse, or 0 where there is none, of the weight 0.',
    ],
    [
      'a shape of other neurons',
      nodes({ nmap_shape: whole(2, 2) }, 'n'),
      'E1853 n.nir: /node/nodes/n/metadata/nmap_shape: it is [2, 2], must be whole numbers of at least 1 for 2 neurons.',
    ],
    [
      'texts in their place',
      nodes({ nmap_shape: 'wide' }, 'n'),
      'E1851 n.nir: /node/nodes/n/metadata/nmap_shape: it holds no numbers that are read. Write it as integers or floats of 32 or 64 bits.',
    ],
  ])('is refused: %s', async (_, given, expected) => {
    expect((await failureOf(() => read(given, edges))).map(formatDiagnostic)).toEqual([expected]);
  });

  it('gives the time step, which is above 0', async () => {
    const graph = {
      ...graphOf(nodes({}), edges),
      metadata: { nmap_timestep_ms: same([], 0.25, '<d'), nmap_name: 'mine' },
    };
    const { spec, nameFromFile } = await readNetworkBytes([await writeHdf5({ node: graph })], 'n.nir');
    expect([spec.timestepMs, spec.durationMs, spec.name, nameFromFile]).toEqual([0.25, 1000, 'mine', false]);
    const wrong = { ...graph, metadata: { nmap_timestep_ms: same([], 0, '<d') } };
    const bytes = await writeHdf5({ node: wrong });
    expect((await failureOf(() => readNetworkBytes([bytes], 'n.nir'))).map(formatDiagnostic)).toEqual([
      'E1853 n.nir: /node/metadata/nmap_timestep_ms: it is 0, must be a time above 0, in ms.',
    ]);
  });
});

describe('what is said of a file that is read', () => {
  const said = async (nodes: Nodes, edges: Edges) =>
    (await read(nodes, edges)).diagnostics.map(({ code, where }) => `${code} ${where}`);
  const pool = { type: 'SumPool2d', kernel_size: whole(2) };

  it.each([
    [
      'an array that its type does not have',
      { in: port('Input', 2), n: { ...integrateAndFire(2), colour: same([1], 3) } },
      chain('in', 'n'),
      'W1851 n.nir: /node/nodes/n',
    ],
    [
      'an edge twice',
      { in: port('Input', 2), n: integrateAndFire(2) },
      [...chain('in', 'n'), ...chain('in', 'n')],
      'W1852 n.nir: /node',
    ],
    [
      'no reset',
      { in: port('Input', 2), n: { type: 'IF', r: same([2], 1), v_threshold: same([2], 1) } },
      chain('in', 'n'),
      'W1852 n.nir: /node/nodes/n',
    ],
    [
      'potentials that are read',
      { in: port('Input', 2), n: { type: 'I', r: same([2], 1) }, m: integrateAndFire(2) },
      chain('in', 'n', 'm'),
      'W1853 n.nir: /node/nodes/n',
    ],
    [
      'pooling',
      { in: port('Input', 1, 4, 4), pool, w: linear(2, 4), n: integrateAndFire(2) },
      chain('in', 'pool', 'w', 'n'),
      'W1854 n.nir: /node',
    ],
    [
      'neurons on their own',
      { in: port('Input', 2), n: integrateAndFire(2), m: integrateAndFire(2) },
      chain('in', 'n'),
      'W1855 n.nir: /node/nodes/m',
    ],
    ['time constants', { in: port('Input', 2), n: lif(2) }, chain('in', 'n'), 'W1856 n.nir: /node'],
    [
      'an output with a batch',
      { in: port('Input', 2), n: integrateAndFire(2), out: port('Output', 1, 2) },
      chain('in', 'n', 'out'),
      'W1850 n.nir: /node/nodes/out/shape',
    ],
  ] as const)('%s', async (_, nodes, edges, expected) => {
    expect(await said(nodes as unknown as Nodes, edges as unknown as Edges)).toEqual([expected]);
  });
});

/** [what a tool writes, its nodes, its edges, where the error points, what it says, synapses when read with --lenient] */
const HABITS: readonly (readonly [string, Nodes, Edges, string, RegExp, number])[] = [
  [
    'an inner edge under an old name',
    {
      in: port('Input', 2),
      g: graphOf({ input: port('Input', 2), lif1: lif(2), output: port('Output', 2) }, [
        ['input', 'lif'],
        ['lif', 'output'],
      ]),
      out: port('Output', 2),
    },
    chain('in', 'g', 'out'),
    '/node/nodes/g/edges (input -> lif)',
    /names "lif".*"lif1" has no edge/,
    2,
  ],
  [
    'a batch in front of a weight',
    { in: port('Input', 2), w: { type: 'Linear', weight: counting([1, 3, 2]) }, n: lif(3) },
    chain('in', 'w', 'n'),
    '/node/nodes/w/weight',
    /\[1, 3, 2\], with a batch/,
    6,
  ],
  [
    'a batch in front of neurons',
    { in: port('Input', 3), n: lif(1, 3) },
    chain('in', 'n'),
    '/node/nodes/n',
    /\[1, 3\], \[3\] comes in: one has a batch/,
    3,
  ],
  [
    'neurons with single numbers',
    { in: port('Input', 3), w: linear(4, 3), n: lif(1) },
    chain('in', 'w', 'n'),
    '/node/nodes/n',
    /of 1 neuron, 4 come in/,
    12,
  ],
  [
    'neurons without Flatten',
    { in: port('Input', 2, 2, 2), n: lif(8) },
    chain('in', 'n'),
    '/node/nodes/n',
    /\[8\], \[2, 2, 2\] comes in/,
    8,
  ],
  [
    'a convolution of a flat image',
    {
      in: port('Input', 9),
      c: { type: 'Conv2d', weight: counting([1, 1, 2, 2]), input_shape: whole(3, 3) },
      n: integrateAndFire(1, 2, 2),
    },
    chain('in', 'c', 'n'),
    '/node/nodes/c/input_shape',
    /comes in is \[9\]/,
    16,
  ],
  [
    'an image with a batch',
    {
      in: port('Input', 1, 1, 3, 3),
      c: { type: 'Conv2d', weight: counting([1, 1, 2, 2]), input_shape: whole(3, 3) },
      n: integrateAndFire(1, 2, 2),
    },
    chain('in', 'c', 'n'),
    '/node/nodes/c/input_shape',
    /comes in is \[1, 1, 3, 3\]/,
    16,
  ],
];

describe('habits of tools', () => {
  it.each(HABITS)(
    '%s: refused with its place, read where that is asked for',
    async (_, nodes, edges, where, said, count) => {
      const found = await failureOf(() => read(nodes, edges));
      expect(found.map(({ code, where: place }) => `${code} ${place}`)).toContain(`E1855 n.nir: ${where}`);
      expect(found[0].message).toMatch(said);
      expect(found[0].hint).toMatch(/--lenient reads it as/);
      const { spec, diagnostics } = await read(nodes, edges, { lenient: true });
      expect(diagnostics.map(({ code }) => code)).toContain('W1850');
      expect(synapsesOf(spec)).toHaveLength(count);
    },
  );
});

/** [what is wrong, nodes, edges, code and place, words] */
const BROKEN: readonly (readonly [string, Nodes, Edges, string, RegExp])[] = [
  [
    'an unknown type',
    { in: port('Input', 2), x: { type: 'LIFF', tau: same([2], 1) } },
    chain('in', 'x'),
    'E1853 n.nir: /node/nodes/x/type',
    /no node type "LIFF".*Did you mean LIF/,
  ],
  [
    'no type',
    { in: port('Input', 2), x: { weight: counting([2, 2]) } },
    chain('in', 'x'),
    'E1853 n.nir: /node/nodes/x',
    /no text "type"/,
  ],
  [
    'a parameter that is missing',
    { in: port('Input', 2), n: { type: 'LIF', tau: same([2], 1), r: same([2], 1), v_leak: same([2], 0) } },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/n/v_threshold',
    /needs "v_threshold"/,
  ],
  [
    'parameters of two sizes',
    { in: port('Input', 2), n: { type: 'IF', r: same([2], 1), v_threshold: same([3], 1) } },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/n/v_threshold',
    /3 values.*2/,
  ],
  [
    'a weight that does not fit',
    { in: port('Input', 3), w: linear(2, 2), n: lif(2) },
    chain('in', 'w', 'n'),
    'E1853 n.nir: /node/nodes/w/weight',
    /takes 2 inputs, 3 come in/,
  ],
  [
    'neurons that do not fit',
    { in: port('Input', 2), w: linear(3, 2), n: lif(2) },
    chain('in', 'w', 'n'),
    'E1853 n.nir: /node/nodes/n',
    /takes 2 \(\[2\]\), 3 come in/,
  ],
  [
    'two ways of different sizes',
    { a: port('Input', 2), b: port('Input', 3), n: lif(2) },
    [
      ['a', 'n'],
      ['b', 'n'],
    ],
    'E1853 n.nir: /node/nodes/n',
    /3 come in/,
  ],
  [
    'a bias that does not fit',
    { in: port('Input', 2), w: { type: 'Affine', weight: counting([3, 2]), bias: same([2], 1) }, n: lif(3) },
    chain('in', 'w', 'n'),
    'E1853 n.nir: /node/nodes/w/bias',
    /2 values.*3 outputs/,
  ],
  [
    'an edge to nowhere',
    { in: port('Input', 2), n: lif(2) },
    [
      ['in', 'n'],
      ['n', 'nn'],
    ],
    'E1854 n.nir: /node/edges (n -> nn)',
    /no node "nn".*Did you mean/,
  ],
  [
    'a circle without neurons',
    { in: port('Input', 2), a: linear(2, 2), b: linear(2, 2), n: lif(2) },
    [
      ['in', 'a'],
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'n'],
    ],
    'E1854 n.nir: /node/nodes/a',
    /circle without neurons/,
  ],
  [
    'a kernel larger than the image',
    { in: port('Input', 1, 2, 2), c: { type: 'Conv2d', weight: counting([1, 1, 3, 3]) }, n: lif(1) },
    chain('in', 'c', 'n'),
    'E1853 n.nir: /node/nodes/c/weight',
    /makes no image/,
  ],
  [
    'groups that do not divide',
    {
      in: port('Input', 2, 3, 3),
      c: { type: 'Conv2d', weight: counting([3, 1, 3, 3]), groups: whole(2) },
      n: lif(3),
    },
    chain('in', 'c', 'n'),
    'E1853 n.nir: /node/nodes/c/groups',
    /must divide the 3/,
  ],
  [
    'a stride of nothing',
    {
      in: port('Input', 1, 3, 3),
      c: { type: 'Conv2d', weight: counting([1, 1, 3, 3]), stride: whole(0, 1) },
      n: lif(1),
    },
    chain('in', 'c', 'n'),
    'E1853 n.nir: /node/nodes/c/stride',
    /at least 1/,
  ],
  [
    'a padding that is a word',
    {
      in: port('Input', 1, 3, 3),
      c: { type: 'Conv2d', weight: counting([1, 1, 3, 3]), padding: 'full' },
      n: lif(1),
    },
    chain('in', 'c', 'n'),
    'E1853 n.nir: /node/nodes/c/padding',
    /"full"/,
  ],
  [
    'axes that are not there',
    { in: port('Input', 2, 2), f: { type: 'Flatten', start_dim: whole(3), end_dim: whole(4) }, n: lif(4) },
    chain('in', 'f', 'n'),
    'E1853 n.nir: /node/nodes/f/start_dim',
    /no such axes/,
  ],
  [
    'a time constant of 0',
    { in: port('Input', 2), n: { ...lif(2), tau: same([2], 0) } },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/n/tau',
    /must be above 0/,
  ],
  [
    'a value that is no number',
    { in: port('Input', 2), n: { ...lif(2), v_leak: same([2], NaN) } },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/n/v_leak',
    /no finite numbers/,
  ],
  [
    'an input without neurons',
    { in: port('Input', 0), n: lif(2) },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/in/shape',
    /at least 1/,
  ],
  [
    'an input beyond all bounds',
    { in: port('Input', 65536, 65536), n: lif(2) },
    chain('in', 'n'),
    'E1853 n.nir: /node/nodes/in/shape',
    /fewer than/,
  ],
  [
    'a delay that is negative',
    { in: port('Input', 2), d: { type: 'Delay', delay: same([2], -1) }, n: lif(2) },
    chain('in', 'd', 'n'),
    'E1853 n.nir: /node/nodes/d/delay',
    /negative/,
  ],
  ['no nodes', {}, [], 'E1853 n.nir: /node', /no nodes/],
];

describe('broken files', () => {
  it.each(BROKEN)('%s', async (_, nodes, edges, place, said) => {
    const found = await failureOf(() => read(nodes, edges));
    const line = found.find(({ code, where }) => `${code} ${where}` === place);
    expect(found.map(formatDiagnostic).join('\n')).toContain(place);
    expect(formatDiagnostic(line!)).toMatch(said);
  });

  it('a file that ends too early, at any byte', async () => {
    const bytes = await nirBytes({ in: port('Input', 2), n: lif(2) }, chain('in', 'n'));
    for (let length = 8; length < bytes.length; length += 211) {
      const [first] = await failureOf(() => readNetworkBytes([bytes.slice(0, length)], 'n.nir'));
      expect(first.code).toMatch(/^E1(85\d|003)$/);
      expect(first.where).toMatch(/^n\.nir/);
    }
  });

  it('changed bytes end in an error of the input, or in a network', async () => {
    const bytes = await nirBytes({ in: port('Input', 2), w: linear(2, 2), n: lif(2) }, chain('in', 'w', 'n'));
    let refused = 0;
    for (let k = 0; k < 200; k++) {
      const changed = bytes.slice();
      changed[(k * 7919) % bytes.length] ^= 1 << (k % 8);
      await readNetworkBytes([changed], 'n.nir').catch((error: { name: string; kind?: string }) => {
        expect(`${error.name} ${error.kind}`).toBe('NmapError input');
        refused++;
      });
    }
    expect(refused).toBeGreaterThan(3);
  });
});

const data = process.env['NMAP_DATA'];
const nets =
  data === undefined
    ? null
    : [join(data, 'nir'), join(data, 'nets/nir')].find((folder) => existsSync(folder));

describe('published files', () => {
  const files: readonly (readonly [string, number, number, number])[] = [
    ['01_lif/lif_norse.nir', 1, 1, 1],
    ['01_lif/lif_rockpool.nir', 1, 1, 1],
    ['01_lif/debug_spike_representation/two_lif_neurons.nir', 2, 1, 2],
    ['braille_noDelay_bias_zero.nir', 45, 12, 2166],
    ['braille_noDelay_bias_zero_subgraph.nir', 45, 12, 2166],
    ['02_cnn/cnn_sinabs.nir', 8970, 2312, 1_122_848],
  ];
  if (nets === null || nets === undefined)
    it.skip('skipped: NMAP_DATA names no folder with nir/', () => undefined);
  else {
    it.each(files)('%s has its neurons and synapses', async (name, neurons, inputs, synapses) => {
      const { spec } = await readNetworkFile(join(nets, name), { lenient: true });
      const external = spec.populations.filter((population) => population.external === true);
      const sum = (list: typeof spec.populations) => list.reduce((total, { size }) => total + size, 0);
      expect([sum(spec.populations) - sum(external), sum(external)]).toEqual([neurons, inputs]);
      expect(synapsesOf(spec)).toHaveLength(synapses);
    });

    it('the flat and the nested braille network have the same synapses', async () => {
      const [flat, nested] = await Promise.all(
        [files[3][0], files[4][0]].map((name) => readNetworkFile(join(nets, name), { lenient: true })),
      );
      expect(synapsesOf(nested.spec)).toEqual(synapsesOf(flat.spec));
      expect(nested.spec.projections.map(({ weight }) => weight)).toEqual(
        flat.spec.projections.map(({ weight }) => weight),
      );
    });

    it('says what a weight table of the network with pooling would count', async () => {
      const { diagnostics } = await readNetworkFile(join(nets, files[5][0]));
      expect(diagnostics.map(({ message }) => message).join()).toContain('have 838,688 synapses');
    });

    it('reads the same from packed bytes', async () => {
      const bytes = readFileSync(join(nets, files[3][0]));
      const { gzipSync } = await import('node:zlib');
      const packed = await readNetworkBytes(piecesOf(gzipSync(bytes), 777), 'b.nir.gz');
      expect(packed.sha256).toBe((await readNetworkBytes([bytes], 'b.nir')).sha256);
    });
  }
});
