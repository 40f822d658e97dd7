import { sizeOf, type Margins } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { badShape, noSpikes, shapeText, unreadForm } from './refusal.ts';
import { isPermutation, sameMap, signalOf, stridesOf, ZERO, type Signal } from './signal.ts';
import { viewSignal } from './views.ts';

/** A layer that holds the values of a signal in their order, under the shape asked for; made where there is none. */
export function materialise(builder: GraphBuilder, signal: Signal, shape: readonly number[]): number {
  const plain = withoutZeros(builder, forbidLast(signal));
  const { layer, map } = plain;
  const from = builder.layers[layer];
  if (map === null && sameShape(from.shape, shape)) return layer;
  const found = builder.layers.findIndex(
    ({ operation, inputs, shape: has }) =>
      operation.kind === 'reindex' &&
      inputs[0] === layer &&
      sameShape(has, shape) &&
      sameMap(operation.from, map ?? identityMap(builder, layer)),
  );
  if (found >= 0) return found;
  return builder.add(shape, [layer], {
    kind: 'reindex',
    from: map ?? identityMap(builder, layer),
  });
}

/** As a vector: its layer, and for each position of the signal the value of the layer, each exactly once; null: in order. */
export function asVector(
  builder: GraphBuilder,
  signal: Signal,
): { readonly layer: number; readonly map: Uint32Array | null } {
  const plain = withoutZeros(builder, forbidLast(signal));
  const { layer, map } = plain;
  if (map === null || isPermutation(map, builder.sizeOf(layer))) return { layer, map };
  return { layer: materialise(builder, plain, [sizeOf(plain.shape)]), map: null };
}

/** As a signal whose positions name each value of its layer at most once, ZERO apart. */
export function settled(builder: GraphBuilder, signal: Signal): Signal {
  const { map, layer, zeros } = forbidLast(signal);
  if (map === null || zeros || isPermutation(map, builder.sizeOf(layer))) return signal;
  const made = materialise(builder, signal, layerShape(signal.shape));
  return signalOf(made, signal.shape);
}

export interface Image {
  readonly layer: number;
  /** [channels, height, width]. */
  readonly shape: readonly [number, number, number];
  /** Zeros around the layer's values that the signal has. */
  readonly border: Margins;
}

const NO_BORDER: Margins = [0, 0, 0, 0];

/** As an image for a kernel to run over: [1, channels, height, width], or [1, channels, length] as one row. */
export function asImage(builder: GraphBuilder, signal: Signal): Image {
  const { shape } = forbidLast(signal);
  if (shape.length > 4) {
    throw unreadForm(
      `it runs over values of the shape ${shapeText(shape)}: three spatial axes are not read.`,
      'Only one-dimensional and two-dimensional kernels can be placed.',
    );
  }
  if (shape.length < 3 || shape[0] !== 1) {
    throw badShape(
      `it needs an image [batch, channels, height, width], has values of the shape ${shapeText(shape)}.`,
    );
  }
  const channels = shape[1];
  const [height, width] = shape.length === 3 ? [1, shape[2]] : [shape[2], shape[3]];
  if (!signal.zeros) {
    const image = [channels, height, width] as const;
    return { layer: materialise(builder, signal, image), shape: image, border: NO_BORDER };
  }
  return borderedImage(builder, { ...signal, shape: [1, channels, height, width] });
}

/** Shape of a layer for values of a shape of the file: an image where it is one, else a vector. */
export function layerShape(shape: readonly number[]): readonly number[] {
  if (shape.length === 4 && shape[0] === 1) return shape.slice(1);
  return [sizeOf(shape)];
}

/** Refuses values behind an operation that may come last only. */
export function forbidLast(signal: Signal): Signal {
  if (signal.last === null) return signal;
  throw noSpikes(
    `it reads the result of a ${signal.last}, which has no spiking form in the middle of a network.`,
    `Only a ${signal.last} at the very end can be left out: cut the model in front of it.`,
  );
}

/** The same values with the zeros of padding made values of a layer. */
function withoutZeros(builder: GraphBuilder, signal: Signal): Signal {
  if (!signal.zeros) return signal;
  const { shape } = signal;
  const axes = shape.slice(shape[0] === 1 ? 1 : 0);
  if (axes.length > 3) throw strayZeros();
  const image = [...new Array<number>(3 - axes.length).fill(1), ...axes] as [number, number, number];
  const { layer, border } = borderedImage(builder, { ...signal, shape: [1, ...image] });
  return signalOf(padded(builder, layer, image, border), shape);
}

/** Finds the box of values inside the zeros; zeros around it on the channel axis become channels. */
function borderedImage(builder: GraphBuilder, signal: Signal): Image {
  const [, channels, height, width] = signal.shape;
  const map = signal.map!;
  const low = [channels, height, width];
  const high = [-1, -1, -1];
  for (let c = 0, i = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        if (map[i] === ZERO) continue;
        if (c < low[0]) low[0] = c;
        if (y < low[1]) low[1] = y;
        if (x < low[2]) low[2] = x;
        if (c > high[0]) high[0] = c;
        if (y > high[1]) high[1] = y;
        if (x > high[2]) high[2] = x;
      }
    }
  }
  if (high[0] < 0) throw badShape('all of its input is padding.');
  const box = low.map((from, axis) => high[axis] - from + 1) as [number, number, number];
  const strides = stridesOf([channels, height, width]);
  const offset = low.reduce((sum, from, axis) => sum + from * strides[axis], 0);
  const inner = viewSignal(builder, signal, [1, ...box], [0, ...strides], offset);
  if (inner.zeros) throw strayZeros();
  const layer = materialise(builder, inner, box);
  const border: Margins = [low[1], low[2], height - 1 - high[1], width - 1 - high[2]];
  if (box[0] === channels) return { layer, shape: box, border };
  const shape = [channels, box[1], box[2]] as const;
  const weight = new Float32Array(channels * box[0]);
  for (let c = 0; c < box[0]; c++) weight[(low[0] + c) * box[0] + c] = 1;
  const widened = builder.add(shape, [layer], {
    kind: 'conv',
    weight,
    bias: new Float32Array(channels),
    kernel: [1, 1],
    stride: [1, 1],
    padding: NO_BORDER,
    dilation: [1, 1],
    groups: 1,
  });
  return { layer: widened, shape, border };
}

/** A layer whose values are the image with its border: a kernel of one entry that copies. */
function padded(
  builder: GraphBuilder,
  layer: number,
  shape: readonly [number, number, number],
  border: Margins,
): number {
  if (border.every((count) => count === 0)) return layer;
  return builder.add(shape, [layer], {
    kind: 'conv',
    weight: new Float32Array(shape[0]).fill(1),
    bias: new Float32Array(shape[0]),
    kernel: [1, 1],
    stride: [1, 1],
    padding: border,
    dilation: [1, 1],
    groups: shape[0],
  });
}

/** A layer that holds the image with its border. */
export function paddedLayer(builder: GraphBuilder, { layer, shape, border }: Image): number {
  const [channels, height, width] = shape;
  return padded(
    builder,
    layer,
    [channels, height + border[0] + border[2], width + border[1] + border[3]],
    border,
  );
}

function identityMap(builder: GraphBuilder, layer: number): Uint32Array {
  const size = builder.sizeOf(layer);
  builder.spend(size);
  const map = new Uint32Array(size);
  for (let i = 0; i < size; i++) map[i] = i;
  return map;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function strayZeros(): Error {
  return unreadForm(
    'zeros of a padding lie between its values, not around an image.',
    'Only padding around an image can be read: pad in the convolution itself.',
  );
}
