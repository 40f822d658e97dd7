import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnnx } from '@nmap/compiler';
import { createForward, largestIndex, type DnnLayer, type DnnLayerOf, type DnnSpec } from '@nmap/dnn';
import { writeNpz } from '@nmap/formats';
import { Rng } from '@nmap/kernels';
import { temporaryFolder } from './run-cli.ts';

/** Side of an image. */
const SIDE = 6;
const PIXELS = SIDE * SIDE;
export const CLASSES = 3;

/** Convolution, ReLU, pooling, two dense layers: a fraction of a second from file to chip. */
export function tinySpec(pooling: 'average-pool' | 'max-pool' = 'average-pool'): DnnSpec {
  const spec = drawn(pooling);
  // Without a class that always wins: the mean logit of each is 0.
  const rng = new Rng(11);
  const forward = createForward(spec);
  const { bias } = spec.layers[spec.output] as DnnLayerOf<'dense'>;
  const sample = new Float32Array(PIXELS);
  const sums = new Float64Array(CLASSES);
  for (let k = 0; k < CENTRED; k++) {
    drawImage(sample, rng);
    forward.run(sample).forEach((logit, i) => (sums[i] += logit));
  }
  sums.forEach((sum, i) => (bias[i] = -sum / CENTRED));
  return spec;
}

/** Logits by which the answer leads: few steps suffice. */
const CLEAR = 0.4;
/** Images over which logits are centred. */
const CENTRED = 200;

function drawImage(sample: Float32Array, rng: Rng): void {
  for (let i = 0; i < PIXELS; i++) sample[i] = rng.unit() < 0.5 ? 0 : rng.unit();
}

function drawn(pooling: 'average-pool' | 'max-pool'): DnnSpec {
  const rng = new Rng(5);
  const numbers = (count: number, size: number): Float32Array =>
    Float32Array.from({ length: count }, () => (2 * rng.unit() - 1) * size);
  const window = { kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] } as const;
  const pool: DnnLayer =
    pooling === 'max-pool'
      ? { kind: pooling, name: 'pool', shape: [2, 2, 2], inputs: [2], ...window }
      : { kind: pooling, name: 'pool', shape: [2, 2, 2], inputs: [2], ...window, countsPadding: false };
  return {
    name: 'tiny',
    layers: [
      { kind: 'input', name: 'image', shape: [1, SIDE, SIDE], inputs: [] },
      {
        kind: 'conv',
        name: 'conv',
        shape: [2, 4, 4],
        inputs: [0],
        weight: numbers(2 * 9, 0.6),
        bias: numbers(2, 0.1),
        kernel: [3, 3],
        stride: [1, 1],
        padding: [0, 0, 0, 0],
        dilation: [1, 1],
        groups: 1,
      },
      { kind: 'activation', name: 'relu', shape: [2, 4, 4], inputs: [1], activation: { kind: 'relu' } },
      pool,
      {
        kind: 'dense',
        name: 'hidden',
        shape: [6],
        inputs: [3],
        weight: numbers(48, 1),
        bias: numbers(6, 0.1),
      },
      { kind: 'activation', name: 'relu2', shape: [6], inputs: [4], activation: { kind: 'relu' } },
      {
        kind: 'dense',
        name: 'logits',
        shape: [CLASSES],
        inputs: [5],
        weight: numbers(6 * CLASSES, 1),
        bias: new Float32Array(CLASSES),
      },
    ],
    output: 6,
  };
}

export interface TinyData {
  readonly images: number;
  readonly values: Float32Array;
  /** What `tinySpec()` answers: it is right on all of them. */
  readonly labels: Int32Array;
}

/** Images of which each class that the network answers has as many, in turn. */
export function tinyData(images: number, seed = 7): TinyData {
  const rng = new Rng(seed);
  const forward = createForward(tinySpec());
  const values = new Float32Array(images * PIXELS);
  const labels = new Int32Array(images);
  for (let image = 0; image < images; image++) {
    const sample = values.subarray(image * PIXELS, (image + 1) * PIXELS);
    for (let tries = 0; tries < 1000; tries++) {
      drawImage(sample, rng);
      const logits = forward.run(sample);
      labels[image] = largestIndex(logits);
      const [best, next] = Array.from(logits).sort((a, b) => b - a);
      if (labels[image] === image % CLASSES && best - next > CLEAR) break;
    }
  }
  return { images, values, labels };
}

export interface TinyFolder {
  /** Path of a name in the folder. */
  readonly at: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => string;
}

/** A folder with `tiny.onnx`, `max.onnx` (max pooling), `d.npz` (90 images, labels) and `x.npz` (no labels). */
export async function tinyFolder(): Promise<TinyFolder> {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content);
    return at(name);
  };
  write('tiny.onnx', await writeOnnx(tinySpec()));
  write('max.onnx', await writeOnnx(tinySpec('max-pool')));
  const { images, values, labels } = tinyData(90);
  const x = { name: 'x', shape: [images, 1, SIDE, SIDE], values };
  const y = { name: 'y', shape: [images], values: labels };
  write('d.npz', await writeNpz([x, y]));
  write('x.npz', await writeNpz([x]));
  write('y.npz', await writeNpz([y]));
  write('short-y.npz', await writeNpz([{ ...y, shape: [80], values: labels.subarray(0, 80) }]));
  write('rotated-y.npz', await writeNpz([{ ...y, values: labels.map((label) => (label + 1) % CLASSES) }]));
  write('far-y.npz', await writeNpz([{ ...y, values: labels.map((label) => label + 1) }]));
  write(
    'few.npz',
    await writeNpz([
      { ...x, shape: [12, 1, SIDE, SIDE], values: values.subarray(0, 12 * PIXELS) },
      { ...y, shape: [12], values: labels.subarray(0, 12) },
    ]),
  );
  write(
    'dark.npz',
    await writeNpz([{ name: 'x', shape: [5, 1, SIDE, SIDE], values: new Float32Array(5 * PIXELS) }]),
  );
  write('wide.npz', await writeNpz([{ name: 'x', shape: [10, 7, 7], values: new Float32Array(490) }]));
  return { at, write };
}
