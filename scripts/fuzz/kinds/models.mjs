import { checkDnnSpec, formatDnnFault } from '@nmap/dnn';
import { readModelBytes, writeOnnx } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';

const image = { name: 'x', kind: 'input', shape: [2, 5, 4], inputs: [] };
const conv = {
  kind: 'conv',
  kernel: [3, 2],
  stride: [2, 1],
  padding: [1, 0, 1, 1],
  dilation: [1, 1],
  groups: 1,
};
const window = { kernel: [2, 2], stride: [1, 1], padding: [0, 0, 0, 0] };
const weights = (count) =>
  Float32Array.from({ length: count }, (_, i) => Math.fround(((i * 7) % 11) / 10 - 0.5));

/** Small networks of every kind of layer. @type {readonly import('@nmap/dnn').DnnSpec[]} */
const SPECS = [
  netOf(
    { ...conv, name: 'c', shape: [3, 3, 4], inputs: [0], weight: weights(36), bias: weights(3) },
    { kind: 'activation', name: 'r', shape: [3, 3, 4], inputs: [1], activation: { kind: 'relu' } },
    { ...window, kind: 'average-pool', name: 'p', shape: [3, 2, 3], inputs: [2], countsPadding: false },
  ),
  netOf(
    { kind: 'affine', name: 'a', shape: [2, 5, 4], inputs: [0], scale: weights(2), shift: weights(2) },
    {
      kind: 'activation',
      name: 'q',
      shape: [2, 5, 4],
      inputs: [1],
      activation: { kind: 'clip-floor-shift', ceiling: 1, levels: 4 },
    },
    { kind: 'add', name: 's', shape: [2, 5, 4], inputs: [1, 2] },
    { kind: 'concat', name: 'j', shape: [4, 5, 4], inputs: [0, 3] },
    { ...window, kind: 'max-pool', name: 'm', shape: [4, 4, 3], inputs: [4] },
  ),
  netOf({
    kind: 'reindex',
    name: 'o',
    shape: [10],
    inputs: [0],
    from: Uint32Array.from({ length: 10 }, (_, i) => 39 - 3 * i),
  }),
];

/** The layers between the image and a dense layer. */
function netOf(...middle) {
  const size = middle.at(-1).shape.reduce((product, length) => product * length, 1);
  const dense = {
    kind: 'dense',
    name: 'y',
    shape: [3],
    inputs: [middle.length],
    weight: weights(3 * size),
    bias: weights(3),
  };
  return { name: 'fuzz', layers: [image, ...middle, dense], output: middle.length + 1 };
}

/** @type {import('../lib/kind.mjs').Kind} */
export const onnx = {
  name: 'onnx',
  what: 'trained networks, ONNX',
  samples: async () => {
    const samples = [];
    for (const spec of SPECS)
      samples.push({ name: `model ${samples.length}`, text: Buffer.from(await writeOnnx(spec)) });
    return samples;
  },
  judge: (bytes) =>
    verdict(bytes, async () => {
      const { spec, diagnostics, input } = await readModelBytes([bytes], 'f.onnx');
      const size = spec.layers[0].shape.reduce((product, length) => product * length, 1);
      return [
        ...faultsOfDiagnostics(diagnostics, bytes),
        ...checkDnnSpec(spec).map(formatDnnFault),
        ...(input.order === null || input.order.length === size
          ? []
          : [`an order of ${input.order.length} for ${size} values`]),
      ];
    }),
};
