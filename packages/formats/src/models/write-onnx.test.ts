import { describe, expect, it } from '@jest/globals';
import { createForward, sizeOf, type DnnLayer, type DnnOperation, type DnnSpec } from '@nmap/dnn';
import { writeOnnx } from './onnx/write-onnx.ts';
import { readModelBytes } from './read-model.ts';
import { randomValues } from './testing/onnx-file.ts';
import { judgeOf, ourLogits, relativeError, samples } from './testing/runtime.ts';

const image = { name: 'x', kind: 'input', shape: [2, 6, 5], inputs: [] } as const;

/** An operation between an image and a dense layer. */
function netOf(
  ...middle: (DnnOperation & { shape: readonly number[]; inputs?: readonly number[]; name?: string })[]
): DnnSpec {
  const layers: DnnLayer[] = [image];
  middle.forEach((layer, k) => {
    layers.push({ name: `m${k}`, inputs: [k], ...layer });
  });
  const size = sizeOf(layers[layers.length - 1].shape);
  layers.push({
    name: 'out',
    kind: 'dense',
    shape: [3],
    inputs: [layers.length - 1],
    weight: randomValues([3, size], 5),
    bias: randomValues([3], 6),
  });
  return { name: 'net', layers, output: layers.length - 1 };
}

const { shape } = image;
const activation = (kind: DnnOperation & { kind: 'activation' }) => netOf({ ...kind, shape });

const NETS: readonly (readonly [string, DnnSpec])[] = [
  ['dense alone', netOf()],
  [
    'a convolution',
    netOf({
      kind: 'conv',
      weight: randomValues([4, 1, 3, 2]),
      bias: randomValues([4], 2),
      kernel: [3, 2],
      stride: [2, 1],
      padding: [1, 0, 2, 1],
      dilation: [1, 2],
      groups: 2,
      shape: [4, 4, 4],
    }),
  ],
  [
    'pools',
    netOf(
      { kind: 'max-pool', kernel: [3, 2], stride: [1, 1], padding: [1, 0, 1, 1], shape: [2, 6, 5] },
      {
        kind: 'average-pool',
        kernel: [2, 2],
        stride: [2, 2],
        padding: [0, 0, 1, 1],
        countsPadding: false,
        shape: [2, 3, 3],
      },
      {
        kind: 'average-pool',
        kernel: [2, 2],
        stride: [1, 1],
        padding: [1, 1, 0, 0],
        countsPadding: true,
        shape: [2, 3, 3],
      },
    ),
  ],
  ['ReLU', activation({ kind: 'activation', activation: { kind: 'relu' } })],
  ['clip', activation({ kind: 'activation', activation: { kind: 'clip', ceiling: 0.4 } })],
  ['FATReLU', activation({ kind: 'activation', activation: { kind: 'fat-relu', threshold: 0.3 } })],
  [
    'QCFS',
    activation({ kind: 'activation', activation: { kind: 'clip-floor-shift', ceiling: 0.75, levels: 4 } }),
  ],
  [
    'factors for each channel',
    netOf({ kind: 'affine', scale: randomValues([2]), shift: randomValues([2], 2), shape }),
  ],
  [
    'factors for each value',
    netOf({ kind: 'affine', scale: randomValues([60]), shift: randomValues([60], 2), shape }),
  ],
  [
    'factors for each row',
    netOf({ kind: 'affine', scale: randomValues([12]), shift: randomValues([12], 2), shape }),
  ],
  ['one factor', netOf({ kind: 'affine', scale: randomValues([1]), shift: randomValues([1], 2), shape })],
  ['a sum of three', netOf({ kind: 'add', inputs: [0, 0, 0], shape })],
  ['a join', netOf({ kind: 'concat', inputs: [0, 0], shape: [4, 6, 5] })],
  [
    'an order',
    netOf(
      { kind: 'activation', activation: { kind: 'relu' }, shape },
      { kind: 'reindex', from: Uint32Array.from({ length: 40 }, (_, i) => (i * 7) % 60), shape: [2, 4, 5] },
      {
        kind: 'reindex',
        from: Uint32Array.from({ length: 40 }, (_, i) => (i * 3) % 40),
        shape: [40],
        name: 'm0.flat',
      },
    ),
  ],
];

describe('writing ONNX models', () => {
  it.each(NETS)('%s', async (_, spec) => {
    const bytes = await writeOnnx(spec);
    expect(await writeOnnx(spec)).toEqual(bytes);
    const judge = await judgeOf(bytes, [1, 2, 6, 5]);
    const read = await readModelBytes([bytes], 'm.onnx');
    const again = ourLogits(read);
    const first = createForward(spec);
    for (const sample of samples(20, 60)) {
      const logits = Float32Array.from(first.run(sample));
      expect(relativeError(logits, await judge.run(sample))).toBeLessThan(1e-5);
      expect(relativeError(again(sample), logits)).toBeLessThan(1e-6);
    }
    expect(read.spec.name).toBe('net');
  });

  it('keeps kinds, names and parameters of what was trained', async () => {
    const [, spec] = NETS.find(([name]) => name === 'QCFS')!;
    const { spec: read } = await readModelBytes([await writeOnnx(spec)], 'm.onnx');
    expect(read.layers.map(({ kind, name }) => [kind, name])).toEqual([
      ['input', 'x'],
      ['activation', 'm0'],
      ['dense', 'out'],
    ]);
    expect(read.layers[1]).toMatchObject({
      activation: { kind: 'clip-floor-shift', ceiling: 0.75, levels: 4 },
    });
    expect(read.layers[2]).toEqual(spec.layers[2]);
    const [, fat] = NETS.find(([name]) => name === 'FATReLU')!;
    const { spec: readFat } = await readModelBytes([await writeOnnx(fat)], 'm.onnx');
    // The smallest single that is at least the threshold: alike for every value in single precision.
    expect(readFat.layers[1]).toMatchObject({
      activation: { kind: 'fat-relu', threshold: Math.fround(0.3) },
    });
  });
});
