import type { ArrayContent } from '../../../hdf5/write-hdf5.ts';

/** Bytes from which packing is worth its header. */
const WORTH_PACKING = 4096;

/** Real numbers of a shape: 32 bits where all of them are exact in it, else 64. */
export function reals(values: ArrayLike<number>, shape: readonly number[]): ArrayContent {
  const data = new Float64Array(values);
  const single = data.every((value) => Math.fround(value) === value);
  const typed = single ? new Float32Array(data) : data;
  return { values: typed, shape, packed: typed.byteLength >= WORTH_PACKING };
}

/** One real number over and over. */
export function repeated(value: number, shape: readonly number[]): ArrayContent {
  const size = shape.reduce((product, length) => product * length, 1);
  return reals(new Float64Array(size).fill(value), shape);
}

/** Whole numbers, as a row. */
export function wholes(values: ArrayLike<number>, shape: readonly number[] = [values.length]): ArrayContent {
  const packed = values.length * 8 >= WORTH_PACKING;
  return { values: BigInt64Array.from(Array.from(values, BigInt)), shape, type: '<q', packed };
}

/** Whole numbers of 32 bits. */
export function integers(values: Int32Array, shape: readonly number[]): ArrayContent {
  return { values, shape, type: '<i', packed: values.byteLength >= WORTH_PACKING };
}

/** A single whole number, as Conv1d has them. */
export function whole(value: number): ArrayContent {
  return { values: BigInt64Array.of(BigInt(value)), shape: [], type: '<q' };
}

/** Zeros and ones of a shape. */
export function flags(values: Uint8Array, shape: readonly number[]): ArrayContent {
  return { values, shape, type: '<B', packed: values.length >= WORTH_PACKING };
}

/** A single real number. */
export function single(value: number): ArrayContent {
  return { values: Float64Array.of(value), shape: [], type: '<d' };
}
