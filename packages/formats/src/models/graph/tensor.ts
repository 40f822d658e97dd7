import { sizeOf } from '@nmap/dnn';
import { badShape, shapeText } from './refusal.ts';
import { stridedPositions, stridesOf } from './signal.ts';

/** A constant of a model. */
export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array | Float64Array;
  /** Whether the file holds integers: their division drops the rest. */
  readonly integer: boolean;
}

export function scalarTensor(value: number): Tensor {
  return { shape: [], data: Float64Array.of(value), integer: false };
}

/** A list of whole numbers, as shapes are handed on. */
export function listTensor(values: readonly number[]): Tensor {
  return { shape: [values.length], data: Float64Array.from(values), integer: true };
}

/** The shape that two shapes broadcast to, aligned at their last axes. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw badShape(`the shapes ${shapeText(a)} and ${shapeText(b)} do not fit each other.`);
  });
}

/** Strides that read a value of `shape` as one of the shape `target`; 0 along repeated axes. */
export function broadcastStrides(shape: readonly number[], target: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const skipped = target.length - shape.length;
  return target.map((_, axis) =>
    axis < skipped || shape[axis - skipped] === 1 ? 0 : strides[axis - skipped],
  );
}

/** The constant seen through strides, copied. */
export function viewTensor(
  tensor: Tensor,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
): Tensor {
  const positions = stridedPositions(shape, strides, offset, sizeOf(shape));
  const data =
    tensor.data instanceof Float32Array
      ? new Float32Array(positions.length)
      : new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i++) data[i] = tensor.data[positions[i]];
  return { shape, data, integer: tensor.integer };
}

export function transposeTensor(tensor: Tensor, order: readonly number[]): Tensor {
  const strides = stridesOf(tensor.shape);
  return viewTensor(
    tensor,
    order.map((axis) => tensor.shape[axis]),
    order.map((axis) => strides[axis]),
    0,
  );
}

/** Single precision, as layers hold it; the same array where it is already. */
export function float32Of(data: Float32Array | Float64Array): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data);
}
