import { sizeOf } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { asVector, materialise, layerShape } from './materialise.ts';
import { signalOf, stridedPositions, type Signal } from './signal.ts';
import { broadcastShape, broadcastStrides, type Tensor } from './tensor.ts';
import { broadcastSignal } from './views.ts';

/** scale * x + shift with constants that broadcast; null: 1 or 0. */
export function affineSignal(
  builder: GraphBuilder,
  signal: Signal,
  scale: Tensor | null,
  shift: Tensor | null,
): Signal {
  let shape: readonly number[] = signal.shape;
  for (const constant of [scale, shift]) if (constant !== null) shape = broadcastShape(shape, constant.shape);
  const size = builder.checkSize(shape);
  const whole = broadcastSignal(builder, signal, shape);
  let { layer, map } = asVector(builder, whole);
  if (map === null && builder.layers[layer].shape.length !== 3) {
    layer = materialise(builder, whole, layerShape(shape));
    map = null;
  }
  const { shape: held } = builder.layers[layer];
  const channels = held.length === 3 ? held[0] : size;
  const scales = spread(builder, scale, 1, { shape, size, map, channels });
  const shifts = spread(builder, shift, 0, { shape, size, map, channels });
  // One entry for each channel where that says it all, else one for each value: both lists alike.
  const count = scales.uniform && shifts.uniform ? channels : size;
  const made = builder.add(held, [layer], {
    kind: 'affine',
    scale: thinned(scales.values, count),
    shift: thinned(shifts.values, count),
  });
  return { ...signalOf(made, shape), map };
}

interface Spread {
  readonly values: Float32Array;
  /** True where all values of a channel have one entry. */
  readonly uniform: boolean;
}

/** The entry of each value of the layer. */
function spread(
  builder: GraphBuilder,
  constant: Tensor | null,
  absent: number,
  to: { shape: readonly number[]; size: number; map: Uint32Array | null; channels: number },
): Spread {
  const { shape, size, map, channels } = to;
  builder.spend(size);
  const values = new Float32Array(size).fill(absent);
  if (constant === null) return { values, uniform: true };
  const positions = stridedPositions(shape, broadcastStrides(constant.shape, shape), 0, size);
  for (let i = 0; i < size; i++) values[map === null ? i : map[i]] = constant.data[positions[i]];
  const perChannel = size / channels;
  let uniform = true;
  for (let i = 0; i < size && uniform; i++) {
    uniform = Object.is(values[i], values[Math.floor(i / perChannel) * perChannel]);
  }
  return { values, uniform };
}

/** Every so-manieth entry. */
function thinned(values: Float32Array, count: number): Float32Array {
  const step = values.length / count;
  return step === 1 ? values : Float32Array.from({ length: count }, (_, k) => values[k * step]);
}

/** scale * x + shift with two numbers. */
export function scaleSignal(builder: GraphBuilder, signal: Signal, scale: number, shift: number): Signal {
  const of = (value: number): Tensor => ({ shape: [], data: Float64Array.of(value), integer: false });
  return affineSignal(builder, signal, of(scale), shift === 0 ? null : of(shift));
}

/** Constants [channels] as they broadcast over axis 1 of a shape. */
export function alongChannels(constant: Tensor, rank: number): Tensor {
  const trailing = Math.max(0, rank - 2);
  return sizeOf(constant.shape) === 1
    ? constant
    : { ...constant, shape: [constant.data.length, ...new Array<number>(trailing).fill(1)] };
}
