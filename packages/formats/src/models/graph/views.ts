import { sizeOf } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { badShape, shapeText } from './refusal.ts';
import { isIdentity, stridedPositions, stridesOf, ZERO, type Signal } from './signal.ts';
import { broadcastStrides } from './tensor.ts';

/** The same values under another shape. */
export function reshapeSignal(signal: Signal, shape: readonly number[]): Signal {
  if (sizeOf(shape) !== sizeOf(signal.shape)) {
    throw badShape(
      `${sizeOf(signal.shape)} values of the shape ${shapeText(signal.shape)} cannot take the shape ${shapeText(shape)}.`,
    );
  }
  return { ...signal, shape };
}

/** The values seen through strides over the row-major positions of the signal. */
export function viewSignal(
  builder: GraphBuilder,
  signal: Signal,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
): Signal {
  const size = builder.checkSize(shape);
  builder.spend(size);
  return picked(builder, signal, shape, stridedPositions(shape, strides, offset, size));
}

/** The values at `positions` of the signal, ZERO where it is none. Takes the array over. */
export function picked(
  builder: GraphBuilder,
  signal: Signal,
  shape: readonly number[],
  positions: Uint32Array,
): Signal {
  const { map } = signal;
  let zeros = false;
  for (let i = 0; i < positions.length; i++) {
    if (map !== null && positions[i] !== ZERO) positions[i] = map[positions[i]];
    if (positions[i] === ZERO) zeros = true;
  }
  const plain = !zeros && isIdentity(positions, builder.sizeOf(signal.layer));
  return { ...signal, shape, map: plain ? null : positions, zeros };
}

export function transposeSignal(builder: GraphBuilder, signal: Signal, order: readonly number[]): Signal {
  const shape = order.map((axis) => signal.shape[axis]);
  // Axes of one entry may move anywhere.
  const long = order.filter((axis) => signal.shape[axis] > 1);
  if (long.every((axis, k) => k === 0 || long[k - 1] < axis)) return { ...signal, shape };
  const strides = stridesOf(signal.shape);
  return viewSignal(
    builder,
    signal,
    shape,
    order.map((axis) => strides[axis]),
    0,
  );
}

export function broadcastSignal(builder: GraphBuilder, signal: Signal, shape: readonly number[]): Signal {
  if (sizeOf(shape) === sizeOf(signal.shape)) return { ...signal, shape };
  return viewSignal(builder, signal, shape, broadcastStrides(signal.shape, shape), 0);
}

/**
 * Adds zeros around the values.
 * @param before zeros in front, one number for each axis.
 * @param after zeros behind.
 */
export function padSignal(
  builder: GraphBuilder,
  signal: Signal,
  before: readonly number[],
  after: readonly number[],
): Signal {
  if ([...before, ...after].every((count) => count === 0)) return signal;
  const shape = signal.shape.map((length, axis) => before[axis] + length + after[axis]);
  const size = builder.checkSize(shape);
  builder.spend(size);
  const positions = new Uint32Array(size).fill(ZERO);
  const strides = stridesOf(shape);
  const inner = sizeOf(signal.shape);
  const offset = before.reduce((sum, count, axis) => sum + count * strides[axis], 0);
  const places = stridedPositions(signal.shape, strides, offset, inner);
  for (let i = 0; i < inner; i++) positions[places[i]] = i;
  return picked(builder, signal, shape, positions);
}
