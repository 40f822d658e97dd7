import { sizeOf, type Activation, type DnnLayer, type DnnSpec } from '../spec.ts';

/**
 * The forward pass straight from the definitions, one value at a time, with no plan, tile or
 * block: what the fast one is compared with.
 */
export function naiveForward(spec: DnnSpec, input: ArrayLike<number>): number[][] {
  const values: number[][] = [];
  for (const layer of spec.layers) {
    const inputs = layer.inputs.map((index) => values[index]);
    const shapes = layer.inputs.map((index) => spec.layers[index].shape);
    values.push(naiveLayer(layer, inputs, shapes, input));
  }
  return values;
}

function naiveLayer(
  layer: DnnLayer,
  inputs: readonly (readonly number[])[],
  shapes: readonly (readonly number[])[],
  sample: ArrayLike<number>,
): number[] {
  const size = sizeOf(layer.shape);
  const at = (value: (index: number) => number): number[] =>
    Array.from({ length: size }, (_, index) => value(index));
  switch (layer.kind) {
    case 'input':
      return Array.from(sample);
    case 'dense':
      return at((row) =>
        inputs[0].reduce((sum, x, k) => sum + layer.weight[row * inputs[0].length + k] * x, layer.bias[row]),
      );
    case 'conv':
    case 'average-pool':
    case 'max-pool':
      return naiveWindows(layer, inputs[0], shapes[0]);
    case 'add':
      return at((i) => inputs.reduce((sum, input) => sum + input[i], 0));
    case 'concat':
      return inputs.flat();
    case 'affine': {
      const length = size / layer.scale.length;
      return at(
        (i) => layer.scale[Math.floor(i / length)] * inputs[0][i] + layer.shift[Math.floor(i / length)],
      );
    }
    case 'activation':
      return at((i) => naiveActivation(layer.activation, inputs[0][i]));
    case 'reindex':
      return at((i) => inputs[0][layer.from[i]]);
  }
}

function naiveActivation(activation: Activation, x: number): number {
  switch (activation.kind) {
    case 'relu':
      return Math.max(0, x);
    case 'clip':
      return Math.min(Math.max(0, x), activation.ceiling);
    case 'fat-relu':
      return x >= activation.threshold ? Math.max(0, x) : 0;
    case 'clip-floor-shift': {
      const { ceiling, levels } = activation;
      return (ceiling / levels) * Math.min(Math.max(Math.floor((x * levels) / ceiling + 0.5), 0), levels);
    }
  }
}

function naiveWindows(
  layer: Extract<DnnLayer, { kind: 'conv' | 'average-pool' | 'max-pool' }>,
  input: readonly number[],
  [channels, height, width]: readonly number[],
): number[] {
  const [outChannels, outHeight, outWidth] = layer.shape;
  const [dilateY, dilateX] = layer.kind === 'conv' ? layer.dilation : [1, 1];
  const out: number[] = [];
  /** The values that a window sees of one channel, with null for the margin. */
  const seen = (channel: number, y: number, x: number): (number | null)[] => {
    const list: (number | null)[] = [];
    for (let ky = 0; ky < layer.kernel[0]; ky++) {
      for (let kx = 0; kx < layer.kernel[1]; kx++) {
        const row = y * layer.stride[0] - layer.padding[0] + ky * dilateY;
        const column = x * layer.stride[1] - layer.padding[1] + kx * dilateX;
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        list.push(inside ? input[(channel * height + row) * width + column] : null);
      }
    }
    return list;
  };
  for (let channel = 0; channel < outChannels; channel++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        if (layer.kind === 'conv') {
          const perGroup = channels / layer.groups;
          const first = Math.floor(channel / (outChannels / layer.groups)) * perGroup;
          const values = Array.from({ length: perGroup }, (_, k) => seen(first + k, y, x)).flat();
          const start = channel * values.length;
          out.push(
            values.reduce<number>(
              (sum, v, k) => sum + (v ?? 0) * layer.weight[start + k],
              layer.bias[channel],
            ),
          );
          continue;
        }
        const values = seen(channel, y, x);
        const inside = values.filter((value) => value !== null);
        if (layer.kind === 'max-pool') out.push(Math.max(...inside));
        else {
          const divisor = layer.countsPadding ? values.length : inside.length;
          out.push(inside.reduce((sum, value) => sum + value, 0) / divisor);
        }
      }
    }
  }
  return out;
}
