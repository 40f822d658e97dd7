import { describe, expect, it } from '@jest/globals';
import { formatDnnFault } from '../dnn-error.ts';
import type { DnnLayer, DnnSpec } from '../spec.ts';
import { checkDnnSpec } from './check-spec.ts';

const input: DnnLayer = { name: 'x', kind: 'input', shape: [2, 5, 6], inputs: [] };
const conv = {
  name: 'conv1',
  kind: 'conv',
  shape: [4, 3, 4],
  inputs: [0],
  weight: new Float32Array(4 * 2 * 9),
  bias: new Float32Array(4),
  kernel: [3, 3],
  stride: [1, 1],
  padding: [0, 0, 0, 0],
  dilation: [1, 1],
  groups: 1,
} as const satisfies DnnLayer;
const pool = {
  name: 'pool',
  kind: 'max-pool',
  shape: [2, 2, 3],
  inputs: [0],
  kernel: [2, 2],
  stride: [2, 2],
  padding: [0, 0, 0, 0],
} as const satisfies DnnLayer;
const dense = {
  name: 'fc',
  kind: 'dense',
  shape: [3],
  inputs: [0],
  weight: new Float32Array(180),
  bias: new Float32Array(3),
} as const satisfies DnnLayer;
const relu = {
  name: 'relu',
  kind: 'activation',
  shape: [2, 5, 6],
  inputs: [0],
  activation: { kind: 'relu' },
} as const satisfies DnnLayer;

function faultsOf(layers: readonly DnnLayer[], output = layers.length - 1): string[] {
  return checkDnnSpec({ name: 'net', layers, output }).map(formatDnnFault);
}

describe('checkDnnSpec', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(faultsOf([input, conv])).toEqual([]);
    expect(faultsOf([input, pool])).toEqual([]);
    expect(faultsOf([input, dense])).toEqual([]);
    expect(faultsOf([input, relu, { ...relu, name: 'sum', kind: 'add', inputs: [0, 1] }])).toEqual([]);
  });

  const nan = Float32Array.from(conv.weight);
  nan[7] = NaN;
  nan[9] = Infinity;
  const rows: readonly (readonly [string, readonly DnnLayer[], RegExp])[] = [
    ['no layer at all', [], /E1701 net: has 0 inputs, needs 1/],
    ['two inputs', [input, { ...input, name: 'y' }], /E1701 net: has 2 inputs/],
    [
      'a cycle',
      [input, { ...relu, inputs: [2] }, { ...relu, name: 'b', inputs: [1] }],
      /E1702 relu: layer 1 reads layer 2 \(b\)/,
    ],
    [
      'a layer that is not there',
      [input, { ...relu, inputs: [9] }],
      /E1702 relu: layer 1 reads layer 9, and there are 2/,
    ],
    ['a layer that reads itself', [input, { ...relu, inputs: [1] }], /E1702 relu/],
    ['one term', [input, { ...relu, kind: 'add' }], /E1703 relu: add reads 1 layers, needs 2 or more/],
    [
      'an activation of two',
      [input, { ...relu, inputs: [0, 0] }],
      /E1703 relu: activation reads 2 layers, needs 1/,
    ],
    [
      'a shape of another size',
      [input, { ...conv, shape: [4, 5, 6] }],
      /E1704 conv1: .*\[4, 5, 6\], its inputs make \[4, 3, 4\]/,
    ],
    ['a length of 0', [{ ...input, shape: [2, 0, 6] }], /E1704 x: has the shape \[2, 0, 6\]/],
    ['half a pixel', [{ ...input, shape: [2, 1.5, 6] }], /E1704 x/],
    ['no axis', [{ ...input, shape: [] }], /E1704 x: has the shape \[\]/],
    [
      'an absurd image',
      [{ ...input, shape: [3, 1e6, 1e6] }],
      /E1704 x: \[3, 1000000, 1000000\] are 3000000000000 values/,
    ],
    [
      'a kernel larger than the image',
      [input, { ...conv, kernel: [9, 9], weight: new Float32Array(648) }],
      /E1704 conv1: .*make \[4, -3, -2\]/,
    ],
    ['a convolution of a vector', [{ ...input, shape: [60] }, conv], /E1704 conv1: conv reads an image/],
    [
      'a sum of two shapes',
      [input, pool, { ...relu, kind: 'add', inputs: [0, 1] }],
      /E1704 relu: adds \[2, 5, 6\] and \[2, 2, 3\]/,
    ],
    [
      'a join of two heights',
      [input, pool, { ...relu, kind: 'concat', inputs: [0, 1] }],
      /E1704 relu: joins/,
    ],
    [
      'too few weights',
      [input, { ...conv, weight: new Float32Array(70) }],
      /E1705 conv1: has 70 weights, needs 72/,
    ],
    ['too many biases', [input, { ...dense, bias: new Float32Array(4) }], /E1705 fc: has 4 biases, needs 3/],
    [
      'three factors for sixty values of two channels',
      [input, { ...relu, kind: 'affine', scale: new Float32Array(7), shift: new Float32Array(7) }],
      /E1705 relu: has 7 factors for 60 values/,
    ],
    [
      'fewer terms than factors',
      [input, { ...relu, kind: 'affine', scale: new Float32Array(2), shift: new Float32Array(1) }],
      /E1705 relu: has 1 terms, needs 2/,
    ],
    [
      'an index out of range',
      [input, { ...relu, kind: 'reindex', from: new Uint32Array(60).fill(60) }],
      /E1705 relu: value 0 reads value 60 of 60/,
    ],
    [
      'NaN and infinity',
      [input, { ...conv, weight: nan }],
      /E1706 conv1: 2 of 72 weights are no finite numbers; the first, at index 7, is NaN/,
    ],
    ['a stride of 0', [input, { ...pool, stride: [0, 2] }], /E1707 pool: kernel 2 x 2, stride 0 x 2/],
    ['negative padding', [input, { ...conv, padding: [-1, 0, 0, 0] }], /E1707 conv1/],
    [
      'a pooling of its margin',
      [input, { ...pool, padding: [2, 0, 0, 0] }],
      /E1707 pool: padding 2, 0, 0, 0 is not smaller/,
    ],
    [
      'groups that do not divide',
      [input, { ...conv, groups: 3 }],
      /E1707 conv1: 3 groups do not divide 2 channels in and 4 out/,
    ],
    [
      'a ceiling of 0',
      [input, { ...relu, activation: { kind: 'clip', ceiling: 0 } }],
      /E1707 relu: its ceiling is 0/,
    ],
    [
      'half a level',
      [input, { ...relu, activation: { kind: 'clip-floor-shift', ceiling: 1, levels: 1.5 } }],
      /E1707 relu: it has 1.5 levels/,
    ],
    [
      'a threshold below 0',
      [input, { ...relu, activation: { kind: 'fat-relu', threshold: -1 } }],
      /E1707 relu: its threshold is -1/,
    ],
    [
      'one name twice',
      [input, relu, { ...relu, inputs: [1] }],
      /E1708 relu: layers 1 and 2 have this one name/,
    ],
    ['no name', [{ ...input, name: '' }], /E1708 layer 0: has no name/],
  ];
  it.each(rows)('refuses %s', (_, layers, expected) => {
    const faults = faultsOf(layers);
    expect(faults.filter((fault) => expected.test(fault))).toHaveLength(1);
  });

  it('tells one fault once, not again of every layer behind it', () => {
    const chain = Array.from({ length: 9 }, (_, k) => ({
      ...relu,
      name: `r${k}`,
      shape: [4, 3, 4],
      inputs: [k + 1],
    }));
    expect(faultsOf([input, { ...conv, groups: 3 }, ...chain])).toHaveLength(1);
  });

  it('collects the faults of all layers', () => {
    const both: DnnSpec = {
      name: 'net',
      layers: [
        input,
        { ...conv, weight: nan },
        { ...pool, stride: [0, 1] },
        { ...dense, bias: new Float32Array(2) },
      ],
      output: 7,
    };
    const codes = checkDnnSpec(both).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['E1701', 'E1705', 'E1706', 'E1707']));
  });
});
