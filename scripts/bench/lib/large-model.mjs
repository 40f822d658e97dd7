import { Rng } from '@nmap/kernels';
import { sizeOf } from '@nmap/dnn';

/** Channels of each convolution 3 x 3; `true`: mean pooling follows. */
const CONVOLUTIONS = [
  [64, false],
  [64, true],
  [128, false],
  [128, true],
  [256, false],
  [256, false],
  [256, true],
  [512, false],
  [512, false],
  [512, true],
];
const DENSE = 1024;
const CLASSES = 10;

/** A network of the shape of VGG for images of 3 x 32 x 32, with weights drawn at random: 9.7 million parameters. @returns {import('@nmap/dnn').DnnSpec} */
export function largeModel() {
  const rng = new Rng(1);
  const layers = [{ kind: 'input', name: 'input', inputs: [], shape: [3, 32, 32] }];
  const push = (layer) =>
    layers.push({ inputs: [layers.length - 1], name: `${layer.kind}${layers.length}`, ...layer });
  const weights = (outputs, inputs) => {
    const most = Math.sqrt(6 / inputs);
    return Float32Array.from({ length: outputs * inputs }, () => most * (2 * rng.unit() - 1));
  };
  const activate = () =>
    push({ kind: 'activation', shape: layers.at(-1).shape, activation: { kind: 'relu' } });
  for (const [channels, pools] of CONVOLUTIONS) {
    const [inputs, height, width] = layers.at(-1).shape;
    push({
      kind: 'conv',
      shape: [channels, height, width],
      weight: weights(channels, inputs * 9),
      bias: new Float32Array(channels),
      kernel: [3, 3],
      stride: [1, 1],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups: 1,
    });
    activate();
    if (!pools) continue;
    const window = { kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0], countsPadding: false };
    push({ kind: 'average-pool', shape: [channels, height / 2, width / 2], ...window });
  }
  for (const size of [DENSE, CLASSES]) {
    push({
      kind: 'dense',
      shape: [size],
      weight: weights(size, sizeOf(layers.at(-1).shape)),
      bias: new Float32Array(size),
    });
    if (size !== CLASSES) activate();
  }
  return { name: 'large', layers, output: layers.length - 1 };
}
