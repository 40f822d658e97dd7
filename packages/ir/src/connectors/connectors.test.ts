import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Connector, PopulationSpec } from '../network-spec.ts';
import { buildSpec } from '@nmap/testkit';
import { makeEnds, visitProjection, visitWeightedSynapses } from './weighted.ts';
import { countSynapses } from './table.ts';

type Pair = readonly [number, number];

const A: PopulationSpec = { id: 'a', size: 4 };
const B: PopulationSpec = { id: 'b', size: 3 };

function synapses(connector: Connector, from: PopulationSpec, to: PopulationSpec): Pair[] {
  const populations = from.id === to.id ? [from] : [from, to];
  const spec = buildSpec(populations, [{ from: from.id, to: to.id, ...connector }]);
  const found: Pair[] = [];
  visitProjection(spec, 0, (pre, post) => found.push([pre, post]));
  return found;
}

const count = (connector: Connector, from: PopulationSpec, to: PopulationSpec): number =>
  countSynapses(connector, makeEnds(from, to, 0));

const sortPairs = (pairs: readonly Pair[]): Pair[] => [...pairs].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
const distinct = (pairs: readonly Pair[]): number => new Set(pairs.map(String)).size;

describe('all-to-all', () => {
  it('makes every pair by source, then target', () => {
    const want: Pair[] = [];
    for (let pre = 0; pre < 4; pre++) for (let post = 0; post < 3; post++) want.push([pre, post]);
    expect(synapses({ connector: 'all-to-all' }, A, B)).toEqual(want);
    expect(count({ connector: 'all-to-all' }, A, B)).toBe(12);
  });

  it('leaves out self-connections only on request and only within one population', () => {
    expect(synapses({ connector: 'all-to-all' }, A, A)).toHaveLength(16);
    const without = synapses({ connector: 'all-to-all', selfConnections: false }, A, A);
    expect(without).toHaveLength(12);
    expect(without.every(([pre, post]) => pre !== post)).toBe(true);
    expect(count({ connector: 'all-to-all', selfConnections: false }, A, A)).toBe(12);
    expect(synapses({ connector: 'all-to-all', selfConnections: false }, A, B)).toHaveLength(12);
  });
});

describe('one-to-one and list', () => {
  it('connects equals', () => {
    expect(synapses({ connector: 'one-to-one' }, B, { ...B, id: 'c' })).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('keeps the order and the repeats of a list', () => {
    expect(synapses({ connector: 'list', pre: [3, 0, 3], post: [1, 2, 1] }, A, B)).toEqual([
      [3, 1],
      [0, 2],
      [3, 1],
    ]);
  });
});

describe('fixed-probability', () => {
  it('makes all pairs for p = 1, none for p = 0', () => {
    expect(synapses({ connector: 'fixed-probability', p: 1 }, A, B)).toEqual(
      synapses({ connector: 'all-to-all' }, A, B),
    );
    expect(synapses({ connector: 'fixed-probability', p: 1, selfConnections: false }, A, A)).toEqual(
      synapses({ connector: 'all-to-all', selfConnections: false }, A, A),
    );
    expect(synapses({ connector: 'fixed-probability', p: 0 }, A, B)).toEqual([]);
    expect(synapses({ connector: 'fixed-probability', p: 1e-300 }, A, B)).toEqual([]);
  });

  it('makes nothing where the only candidate is the neuron itself', () => {
    const one = { id: 'x', size: 1 };
    expect(synapses({ connector: 'fixed-probability', p: 1, selfConnections: false }, one, one)).toEqual([]);
  });

  it('ascends without repeats or self-loops, within 5 sigma of the expected number, evenly', () => {
    const big = { id: 'big', size: 300 };
    for (const p of [0.003, 0.1, 0.6]) {
      const found = synapses(
        { connector: 'fixed-probability', p, seed: 5, selfConnections: false },
        big,
        big,
      );
      expect(found).toEqual(sortPairs(found));
      expect(distinct(found)).toBe(found.length);
      expect(found.every(([pre, post]) => pre !== post && pre < 300 && post < 300)).toBe(true);
      const pairs = 300 * 299;
      expect(Math.abs(found.length - p * pairs)).toBeLessThan(5 * Math.sqrt(pairs * p * (1 - p)));
      const upper = found.filter(([pre, post]) => pre < post).length;
      expect(Math.abs(upper - (p * pairs) / 2)).toBeLessThan(5 * Math.sqrt((pairs / 2) * p * (1 - p)));
    }
  });

  it('draws by seed and by place in the network', () => {
    const p = { connector: 'fixed-probability', p: 0.3 } as const;
    const big = { id: 'big', size: 40 };
    expect(synapses({ ...p, seed: 1 }, big, big)).toEqual(synapses(p, big, big));
    expect(synapses({ ...p, seed: 2 }, big, big)).not.toEqual(synapses(p, big, big));
    const twice = buildSpec(
      [big],
      [
        { from: 'big', to: 'big', ...p },
        { from: 'big', to: 'big', ...p },
      ],
    );
    const found: Pair[][] = [[], []];
    for (const index of [0, 1]) visitProjection(twice, index, (pre, post) => found[index].push([pre, post]));
    expect(found[0]).not.toEqual(found[1]);
  });
});

describe('fixed-fan-in, fixed-fan-out, fixed-total-number', () => {
  it('has n distinct sources a target', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.nat(100),
        fc.boolean(),
        fc.nat(),
        (size, share, self, seed) => {
          const neurons = { id: 'x', size };
          const n = Math.floor(((self ? size : size - 1) * share) / 100);
          const found = synapses(
            { connector: 'fixed-fan-in', n, seed, selfConnections: self },
            neurons,
            neurons,
          );
          expect(found).toHaveLength(n * size);
          expect(distinct(found)).toBe(n * size);
          for (let post = 0; post < size; post++)
            expect(found.filter((pair) => pair[1] === post)).toHaveLength(n);
          if (!self) expect(found.some(([pre, post]) => pre === post)).toBe(false);
        },
      ),
      { seed: 1 },
    );
  });

  it('has n distinct targets a source', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.nat(100),
        fc.boolean(),
        fc.nat(),
        (size, share, self, seed) => {
          const neurons = { id: 'x', size };
          const n = Math.floor(((self ? size : size - 1) * share) / 100);
          const found = synapses(
            { connector: 'fixed-fan-out', n, seed, selfConnections: self },
            neurons,
            neurons,
          );
          expect(distinct(found)).toBe(n * size);
          for (let pre = 0; pre < size; pre++)
            expect(found.filter((pair) => pair[0] === pre)).toHaveLength(n);
          if (!self) expect(found.some(([pre, post]) => pre === post)).toBe(false);
        },
      ),
      { seed: 2 },
    );
  });

  it('draws sources evenly', () => {
    const found = synapses(
      { connector: 'fixed-fan-in', n: 2 },
      { id: 'x', size: 5 },
      { id: 'y', size: 10_000 },
    );
    for (let pre = 0; pre < 5; pre++) {
      const times = found.filter((pair) => pair[0] === pre).length;
      expect(Math.abs(times - 4000)).toBeLessThan(5 * Math.sqrt(10_000 * 0.4 * 0.6));
    }
  });

  it('makes exactly n synapses, repeats and self-loops among them', () => {
    const found = synapses({ connector: 'fixed-total-number', n: 200 }, A, A);
    expect(found).toHaveLength(200);
    expect(distinct(found)).toBe(16);
    expect(found.every(([pre, post]) => pre < 4 && post < 4)).toBe(true);
  });
});

describe('distance-dependent', () => {
  /** The definition, pair by pair: probability of every pair of two grids. */
  function probability(
    connector: Extract<Connector, { connector: 'distance-dependent' }>,
    a: number[],
    b: number[],
  ) {
    const rank = Math.max(a.length, b.length);
    const pad = (shape: number[]) => [...Array<number>(rank - shape.length).fill(1), ...shape];
    const [from, to] = [pad(a), pad(b)];
    const at = (shape: number[], index: number) => {
      const position: number[] = [];
      for (let axis = rank - 1; axis >= 0; axis--) {
        const size = Math.max(from[axis], to[axis]);
        position[axis] = (((index % shape[axis]) + 0.5) * size) / shape[axis];
        index = Math.floor(index / shape[axis]);
      }
      return position;
    };
    return (pre: number, post: number): number => {
      const p = at(from, pre);
      const q = at(to, post);
      const x = Math.hypot(...p.map((value, axis) => value - q[axis])) / connector.scale;
      const profile = { gaussian: Math.exp((-x * x) / 2), exponential: Math.exp(-x), disc: x <= 1 ? 1 : 0 };
      return connector.p * profile[connector.profile];
    };
  }
  const product = (shape: number[]) => shape.reduce((x, y) => x * y, 1);

  it('is the disc exactly for p = 1', () => {
    const connector = { connector: 'distance-dependent', p: 1, scale: 1.5, profile: 'disc' } as const;
    for (const [a, b] of [
      [
        [5, 6],
        [5, 6],
      ],
      [
        [4, 4],
        [8, 8],
      ],
      [
        [9, 3],
        [3, 9],
      ],
      [[7], [3, 7]],
      [
        [3, 4, 5],
        [3, 4, 5],
      ],
    ] as const) {
      const [from, to] = [[...a], [...b]];
      const chance = probability(connector, from, to);
      const want: Pair[] = [];
      for (let pre = 0; pre < product(from); pre++) {
        for (let post = 0; post < product(to); post++) if (chance(pre, post) === 1) want.push([pre, post]);
      }
      const found = synapses(
        connector,
        { id: 'x', size: product(from), shape: from },
        { id: 'y', size: product(to), shape: to },
      );
      expect(found).toEqual(want);
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('follows each profile: expected numbers by ring of distance, over many seeds', () => {
    for (const profile of ['gaussian', 'exponential', 'disc'] as const) {
      const connector = { connector: 'distance-dependent', p: 0.7, scale: 2, profile } as const;
      const shape = [9, 11];
      const chance = probability(connector, shape, shape);
      const grid = { id: 'x', size: 99, shape };
      const rings = 6;
      const want = new Float64Array(rings);
      const variance = new Float64Array(rings);
      const have = new Float64Array(rings);
      const ringOf = (pre: number, post: number) =>
        Math.min(
          rings - 1,
          Math.floor(Math.hypot((pre % 11) - (post % 11), Math.floor(pre / 11) - Math.floor(post / 11))),
        );
      const seeds = 20;
      for (let pre = 0; pre < 99; pre++) {
        for (let post = 0; post < 99; post++) {
          if (pre === post) continue;
          const p = chance(pre, post);
          want[ringOf(pre, post)] += seeds * p;
          variance[ringOf(pre, post)] += seeds * p * (1 - p);
        }
      }
      for (let seed = 0; seed < seeds; seed++) {
        const found = synapses({ ...connector, seed, selfConnections: false }, grid, grid);
        expect(distinct(found)).toBe(found.length);
        expect(found).toEqual(sortPairs(found));
        expect(found.some(([pre, post]) => pre === post)).toBe(false);
        for (const [pre, post] of found) have[ringOf(pre, post)]++;
      }
      for (let ring = 1; ring < rings; ring++) {
        expect(Math.abs(have[ring] - want[ring])).toBeLessThanOrEqual(5 * Math.sqrt(variance[ring]));
      }
    }
  });
});

describe('conv2d', () => {
  interface Shape {
    readonly image: readonly [number, number, number];
    readonly out: number;
    readonly kernel: readonly [number, number];
    readonly stride: readonly [number, number];
    readonly before: readonly [number, number];
    readonly dilation: readonly [number, number];
    readonly groups: number;
  }
  /** Output position by output position, as the textbook writes it: [pre, post, tap]. */
  function textbook(s: Shape, height: number, width: number): number[][] {
    const [channels, h, w] = s.image;
    const inPerGroup = channels / s.groups;
    const found: number[][] = [];
    for (let oc = 0; oc < s.out; oc++) {
      const group = Math.floor(oc / (s.out / s.groups));
      for (let oy = 0; oy < height; oy++) {
        for (let ox = 0; ox < width; ox++) {
          for (let ic = 0; ic < inPerGroup; ic++) {
            for (let ky = 0; ky < s.kernel[0]; ky++) {
              for (let kx = 0; kx < s.kernel[1]; kx++) {
                const y = oy * s.stride[0] - s.before[0] + ky * s.dilation[0];
                const x = ox * s.stride[1] - s.before[1] + kx * s.dilation[1];
                if (y < 0 || y >= h || x < 0 || x >= w) continue;
                const pre = ((group * inPerGroup + ic) * h + y) * w + x;
                const post = (oc * height + oy) * width + ox;
                found.push([pre, post, ((oc * inPerGroup + ic) * s.kernel[0] + ky) * s.kernel[1] + kx]);
              }
            }
          }
        }
      }
    }
    return found.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  }

  function taps(
    connector: Connector,
    image: readonly number[],
    outShape: readonly number[],
    kernelLength: number,
  ) {
    const size = (shape: readonly number[]) => shape.reduce((x, y) => x * y, 1);
    const spec = buildSpec(
      [
        { id: 'a', size: size(image), shape: image },
        { id: 'b', size: size(outShape), shape: outShape },
      ],
      [
        {
          from: 'a',
          to: 'b',
          ...connector,
          weight: Float64Array.from({ length: kernelLength }, (_, i) => i),
        },
      ],
    );
    const found: number[][] = [];
    visitWeightedSynapses(spec, 0, (pre, post, weight) => found.push([pre, post, weight]));
    expect(count(connector, spec.populations[0], spec.populations[1])).toBe(found.length);
    return found;
  }

  it('equals the textbook loop for any kernel, stride, padding, dilation and groups', () => {
    const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
    fc.assert(
      fc.property(
        fc.record({
          inPerGroup: fc.integer({ min: 1, max: 2 }),
          outPerGroup: fc.integer({ min: 1, max: 2 }),
          groups: fc.integer({ min: 1, max: 2 }),
          size: pair(1, 7),
          kernel: pair(1, 4),
          stride: pair(1, 3),
          before: pair(0, 2),
          dilation: pair(1, 2),
        }),
        ({ inPerGroup, outPerGroup, groups, size, kernel, stride, before, dilation }) => {
          const output = [0, 1].map(
            (i) => Math.floor((size[i] + 2 * before[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1,
          );
          fc.pre(output.every((length) => length >= 1));
          const image = [inPerGroup * groups, size[0], size[1]] as const;
          const out = outPerGroup * groups;
          const shape: Shape = { image, out, kernel, stride, before, dilation, groups };
          const found = taps(
            { connector: 'conv2d', kernel, stride, padding: before, dilation, groups },
            image,
            [out, output[0], output[1]],
            out * inPerGroup * kernel[0] * kernel[1],
          );
          expect(found).toEqual(textbook(shape, output[0], output[1]));
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it('pads `same` to ceil(in / stride), the odd one behind; `valid` not at all', () => {
    const base = { image: [1, 5, 6], out: 2, dilation: [1, 1], groups: 1 } as const;
    for (const [kernel, stride, before, height, width] of [
      [[3, 3], [1, 1], [1, 1], 5, 6],
      [[4, 4], [1, 1], [1, 1], 5, 6],
      [[3, 2], [2, 2], [1, 0], 3, 3],
      [[1, 1], [2, 3], [0, 0], 3, 2],
    ] as const) {
      const found = taps(
        { connector: 'conv2d', kernel, stride, padding: 'same' },
        base.image,
        [2, height, width],
        2 * kernel[0] * kernel[1],
      );
      expect(found).toEqual(textbook({ ...base, kernel, stride, before }, height, width));
    }
    const found = taps({ connector: 'conv2d', kernel: 3, padding: 'valid' }, base.image, [2, 3, 4], 18);
    expect(found).toEqual(textbook({ ...base, kernel: [3, 3], stride: [1, 1], before: [0, 0] }, 3, 4));
    expect(found).toHaveLength(2 * 12 * 9);
  });

  it('has the published counts of LeNet-5: 28x28 by 6 kernels of 5x5 with padding 2', () => {
    const image = { id: 'in', size: 784, shape: [1, 28, 28] };
    const map = { id: 'c1', size: 4704, shape: [6, 28, 28] };
    // 28 positions lose 1 + 2 taps at either end: 28 * 5 - 6 an axis.
    expect(synapses({ connector: 'conv2d', kernel: 5, padding: 2 }, image, map)).toHaveLength(6 * 134 * 134);
  });
});

describe('pool2d', () => {
  it('partitions the image where stride = kernel, and drops the remainder', () => {
    const from = { id: 'a', size: 2 * 5 * 4, shape: [2, 5, 4] };
    const to = { id: 'b', size: 2 * 2 * 2, shape: [2, 2, 2] };
    const want: Pair[] = [];
    for (let c = 0; c < 2; c++) {
      for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 4; x++) want.push([(c * 5 + y) * 4 + x, (c * 2 + (y >> 1)) * 2 + (x >> 1)]);
      }
    }
    const found = synapses({ connector: 'pool2d', kernel: 2 }, from, to);
    expect(found).toEqual(want);
    expect(count({ connector: 'pool2d', kernel: 2 }, from, to)).toBe(want.length);
  });

  it('overlaps with stride 1', () => {
    const from = { id: 'a', size: 3, shape: [1, 1, 3] };
    const to = { id: 'b', size: 2, shape: [1, 1, 2] };
    expect(synapses({ connector: 'pool2d', kernel: [1, 2], stride: 1 }, from, to)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
    ]);
  });
});

describe('weights and delays', () => {
  const walk = (spec: ReturnType<typeof buildSpec>) => {
    const found: number[][] = [];
    visitWeightedSynapses(spec, 0, (pre, post, weight, delay) => found.push([pre, post, weight, delay]));
    return found;
  };

  it('default to 1 and one time step', () => {
    const spec = { ...buildSpec([B], [{ from: 'b', to: 'b', connector: 'one-to-one' }]), timestepMs: 0.5 };
    expect(walk(spec)[2]).toEqual([2, 2, 1, 0.5]);
  });

  it('come in the order of the synapses', () => {
    const weight = [0, 1, 2, 3, 4, 5];
    const spec = buildSpec(
      [{ id: 'a', size: 2 }, B],
      [{ from: 'a', to: 'b', connector: 'all-to-all', weight, delayMs: 2 }],
    );
    expect(walk(spec)).toEqual([
      [0, 0, 0, 2],
      [0, 1, 1, 2],
      [0, 2, 2, 2],
      [1, 0, 3, 2],
      [1, 1, 4, 2],
      [1, 2, 5, 2],
    ]);
  });

  it('name a missing population', () => {
    const spec = buildSpec([B], [{ from: 'b', to: 'nowhere', connector: 'one-to-one' }]);
    expect(() => walk(spec)).toThrow(/E1110 projections\[0\]: unknown population nowhere/);
  });
});
