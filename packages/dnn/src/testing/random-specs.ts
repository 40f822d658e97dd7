import { Rng } from '@nmap/kernels';
import { windowedShape } from '../linear/windows.ts';
import { sizeOf, type Activation, type DnnLayer, type DnnOperation, type DnnSpec } from '../spec.ts';

/** Numbers uniform in [-1, 1). */
export function randomNumbers(rng: Rng, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => 2 * rng.unit() - 1);
}

const ACTIVATIONS: readonly Activation[] = [
  { kind: 'relu' },
  { kind: 'clip', ceiling: 0.75 },
  { kind: 'fat-relu', threshold: 0.25 },
  { kind: 'clip-floor-shift', ceiling: 0.9, levels: 4 },
];

/** A small network of every kind of layer, with branches, drawn from a seed. */
export function randomSpec(seed: number): DnnSpec {
  const rng = new Rng(seed);
  const layers: DnnLayer[] = [];
  const between = (least: number, most: number): number => least + rng.below(most - least + 1);
  const push = (shape: readonly number[], inputs: readonly number[], operation: DnnOperation): number =>
    layers.push({ name: `${operation.kind}${layers.length}`, shape, inputs, ...operation }) - 1;
  const activate = (from: number): number =>
    push(layers[from].shape, [from], {
      kind: 'activation',
      activation: ACTIVATIONS[rng.below(ACTIVATIONS.length)],
    });
  const conv = (from: number, outPerGroup: number, groups: number): number => {
    const [channels, height, width] = layers[from].shape;
    const window = {
      kernel: [between(1, Math.min(3, height)), between(1, Math.min(3, width))],
      stride: [between(1, 2), between(1, 2)],
      padding: [rng.below(2), rng.below(3), rng.below(2), rng.below(2)],
      dilation: [height > 5 ? between(1, 2) : 1, width > 5 ? between(1, 2) : 1],
    } as const;
    const outChannels = outPerGroup * groups;
    const count = outChannels * (channels / groups) * window.kernel[0] * window.kernel[1];
    return push([outChannels, ...windowedShape(height, width, window)], [from], {
      kind: 'conv',
      ...window,
      groups,
      weight: randomNumbers(rng, count),
      bias: randomNumbers(rng, outChannels),
    });
  };
  const pool = (from: number, kind: 'average-pool' | 'max-pool'): number => {
    const [channels, height, width] = layers[from].shape;
    const kernel = [between(2, 3), 2] as const;
    const window = {
      kernel,
      stride: [between(1, 2), 2],
      padding: [rng.below(2), rng.below(2), 1, 0],
    } as const;
    const shape = [channels, ...windowedShape(height, width, window)];
    return kind === 'max-pool'
      ? push(shape, [from], { kind, ...window })
      : push(shape, [from], { kind, ...window, countsPadding: rng.below(2) === 1 });
  };
  const dense = (from: number, size: number): number =>
    push([size], [from], {
      kind: 'dense',
      weight: randomNumbers(rng, size * sizeOf(layers[from].shape)),
      bias: randomNumbers(rng, size),
    });

  let last = push([2, between(9, 12), between(9, 12)], [], { kind: 'input' });
  last = activate(conv(last, between(1, 3), 2));
  const [channels] = layers[last].shape;
  const scaled = push(layers[last].shape, [last], {
    kind: 'affine',
    scale: randomNumbers(rng, channels),
    shift: randomNumbers(rng, channels),
  });
  last = push(layers[last].shape, [last, scaled], { kind: 'add' });
  last = push([2 * channels, ...layers[last].shape.slice(1)], [last, scaled], { kind: 'concat' });
  last = pool(last, rng.below(2) === 0 ? 'average-pool' : 'max-pool');
  const order = Uint32Array.from({ length: sizeOf(layers[last].shape) }, (_, i) => i);
  last = push(layers[last].shape, [last], { kind: 'reindex', from: rng.shuffle(order) });
  last = activate(conv(last, between(1, 5), 1));
  last = activate(dense(last, between(3, 9)));
  last = dense(last, 4);
  return { name: `random-${seed}`, layers, output: last };
}
