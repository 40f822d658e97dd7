/** Counts by boxes against those of the network laid out neuron by neuron. */
import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import {
  axesOf,
  coreLoads,
  deriveTraffic,
  lower,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';
import { runsOf, type Sides } from '../manifest/stated-boxes.ts';
import { shatter } from './testing/shatter.ts';
import { countBoxes, type BoxEdge } from './count-boxes.ts';

const base = { timestepMs: 1, durationMs: 100 } as const;

function spec(populations: readonly PopulationSpec[], projections: readonly ProjectionSpec[]): NetworkSpec {
  return { name: 'net', ...base, populations, projections };
}

const image = (id: string, shape: readonly number[], more: Partial<PopulationSpec> = {}): PopulationSpec => ({
  id,
  shape,
  size: shape.reduce((size, length) => size * length, 1),
  spikes: 3,
  ...more,
});

const each = (size: number, seed: number): number[] => {
  const rng = new Rng(seed);
  return Array.from({ length: size }, () => rng.below(4));
};

const CASES: readonly (readonly [string, NetworkSpec])[] = [
  [
    'a convolution of a window that keeps the size',
    spec(
      [image('a', [3, 5, 6]), image('b', [4, 5, 6])],
      [{ from: 'a', to: 'b', connector: 'conv2d', kernel: 3, padding: 'same' }],
    ),
  ],
  [
    'strides that leave holes, an external input with spikes of its own',
    spec(
      [
        image('a', [2, 9, 8], { external: true, spikes: each(144, 1) }),
        { id: 'b', shape: [3, 3, 4], size: 36, rateHz: 20 },
      ],
      [{ from: 'a', to: 'b', connector: 'conv2d', kernel: [1, 2], stride: [4, 2] }],
    ),
  ],
  [
    'dilation, an even kernel, padding that is not even, groups',
    spec(
      [image('a', [4, 7, 7]), image('b', [6, 5, 4])],
      [
        {
          from: 'a',
          to: 'b',
          connector: 'conv2d',
          kernel: [3, 2],
          dilation: [2, 3],
          padding: [1, 0],
          groups: 2,
        },
      ],
    ),
  ],
  [
    'same with a stride, where the odd position is behind',
    spec(
      [image('a', [2, 6, 7]), image('b', [2, 3, 3])],
      [{ from: 'a', to: 'b', connector: 'conv2d', kernel: 4, stride: [2, 3], padding: 'same' }],
    ),
  ],
  [
    'depthwise, pointwise, pooling, a residual sum, a dense layer',
    spec(
      [
        image('in', [4, 6, 6]),
        image('d', [4, 6, 6]),
        image('p', [6, 6, 6], { spikes: each(216, 2) }),
        image('s', [4, 6, 6]),
        image('q', [4, 3, 3]),
        image('o', [5]),
      ],
      [
        { from: 'in', to: 'd', connector: 'conv2d', kernel: 3, padding: 1, groups: 4 },
        { from: 'd', to: 'p', connector: 'conv2d', kernel: 1 },
        { from: 'p', to: 's', connector: 'conv2d', kernel: 3, padding: 'same' },
        { from: 'in', to: 's', connector: 'one-to-one' },
        { from: 's', to: 'q', connector: 'pool2d', kernel: 2 },
        { from: 'q', to: 'o', connector: 'all-to-all' },
      ],
    ),
  ],
  [
    'overlapping pooling with a border, parallel projections, an external output',
    spec(
      [image('a', [3, 6, 5]), image('b', [3, 3, 3]), image('x', [3, 3, 3], { external: true })],
      [
        { from: 'a', to: 'b', connector: 'pool2d', kernel: 3, stride: 2, padding: 1 },
        { from: 'a', to: 'b', connector: 'conv2d', kernel: 1, stride: 2 },
        { from: 'b', to: 'x', connector: 'one-to-one' },
        { from: 'a', to: 'x', connector: 'all-to-all' },
      ],
    ),
  ],
  [
    'recurrent, with and without synapses onto themselves, images of one channel',
    spec(
      [image('a', [4, 6]), image('b', [4, 6], { spikes: each(24, 3) })],
      [
        { from: 'a', to: 'a', connector: 'all-to-all', selfConnections: false },
        { from: 'b', to: 'b', connector: 'conv2d', kernel: 3, padding: 'same' },
        { from: 'b', to: 'b', connector: 'all-to-all' },
        { from: 'a', to: 'b', connector: 'pool2d', kernel: 1 },
      ],
    ),
  ],
  [
    'drawn, listed and by axes from one population',
    spec(
      [image('a', [2, 5, 5], { spikes: each(50, 4) }), image('b', [2, 5, 5]), image('c', [30])],
      [
        { from: 'a', to: 'b', connector: 'conv2d', kernel: 3, padding: 'same' },
        { from: 'a', to: 'c', connector: 'fixed-probability', p: 0.1, seed: 5 },
        { from: 'b', to: 'c', connector: 'list', pre: [0, 0, 49, 3], post: [0, 0, 29, 7] },
        { from: 'c', to: 'c', connector: 'fixed-fan-in', n: 3, seed: 6 },
        { from: 'c', to: 'a', connector: 'fixed-fan-out', n: 2, seed: 7 },
      ],
    ),
  ],
  [
    'shapes that do not go together: flat onto images, images onto flat',
    spec(
      [image('a', [2, 4, 4]), image('b', [32]), image('c', [3 * 4])],
      [
        { from: 'a', to: 'b', connector: 'one-to-one' },
        { from: 'a', to: 'c', connector: 'conv2d', kernel: 3 },
      ],
    ),
  ],
];

function counted(network: NetworkSpec, seed: number): { found: unknown; expected: unknown } {
  const rng = new Rng(seed);
  const coreCount = 1 + rng.below(6);
  const cores = Array.from({ length: coreCount }, () => new Map<number, Sides[]>());
  const clusterOf: number[] = [];
  for (const [population, { size, shape, external }] of network.populations.entries()) {
    const axes = axesOf(shape ?? [size]);
    const homes = new Array<number>(size).fill(NONE);
    if (external !== true) {
      for (const box of shatter([0, axes[0], 0, axes[1], 0, axes[2]], rng)) {
        const core = rng.below(coreCount);
        const boxes = cores[core].get(population) ?? [];
        cores[core].set(population, [...boxes, box]);
        for (const [from, to] of runsOf(box, axes)) homes.fill(core, from, to + 1);
      }
    }
    clusterOf.push(...homes);
  }
  const edges: BoxEdge[] = [];
  const { fanOut, ...counts } = countBoxes(network, cores, (edge) => edges.push(edge), { fanOut: true });
  const lowered = lower(network).network;
  const homes = Uint32Array.from(clusterOf);
  const loads = coreLoads(lowered, homes, coreCount);
  const { graph } = deriveTraffic(lowered, homes, coreCount);
  const expected: BoxEdge[] = [];
  for (let from = 0; from < coreCount; from++) {
    for (let e = graph.start[from]; e < graph.start[from + 1]; e++)
      expected.push({ from, to: graph.target[e], packets: graph.weight[e] });
    if (graph.toPort[from] > 0) expected.push({ from, to: coreCount, packets: graph.toPort[from] });
    if (graph.fromPort[from] > 0) expected.push({ from: coreCount, to: from, packets: graph.fromPort[from] });
  }
  const order = (a: BoxEdge, b: BoxEdge): number => a.to - b.to || a.from - b.from;
  const listed = Object.fromEntries(
    Object.entries({ ...counts, ...fanOut }).map(([key, column]) => [key, [...column]]),
  );
  const asked = Object.fromEntries(
    Object.entries(loads).map(([key, column]) => [key, [...(column as Float64Array)]]),
  );
  return { found: { edges, ...listed }, expected: { edges: expected.sort(order), ...asked } };
}

describe('countBoxes', () => {
  it.each(CASES)('%s', (_name, network) => {
    for (let seed = 1; seed <= 15; seed++) {
      const { found, expected } = counted(network, seed);
      expect(found).toEqual(expected);
    }
  });
});
