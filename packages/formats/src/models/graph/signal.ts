/**
 * Values of a layer, seen in the order of the file. What only re-orders (transpose, reshape,
 * slice, pad) changes the view and makes no layer; a layer that can absorb the order does.
 */
export interface Signal {
  /** Layer that holds the values. */
  readonly layer: number;
  /** As the file has it, for a batch of one sample. */
  readonly shape: readonly number[];
  /** map[i] = value of the layer at row-major position i of `shape`, or ZERO; null: value i. */
  readonly map: Uint32Array | null;
  /** True where ZERO occurs in `map`. */
  readonly zeros: boolean;
  /** Operation behind the layer that leaves the order of the outputs as it is and may come last only. */
  readonly last: string | null;
}

/** No value of the layer: constant 0, as padding leaves it. */
export const ZERO = 0xff_ff_ff_ff;

/** The values of a layer as they are. */
export function signalOf(layer: number, shape: readonly number[]): Signal {
  return { layer, shape, map: null, zeros: false, last: null };
}

/** Row-major distances between neighbours along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/**
 * Positions that a strided view reads, in row-major order of its shape. A stride of 0 repeats
 * (broadcast), a negative one runs backwards (slice).
 * @param size product of `shape`, known to be affordable.
 */
export function stridedPositions(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  size: number,
): Uint32Array {
  const positions = new Uint32Array(size);
  if (size === 0) return positions;
  const rank = shape.length;
  const index = new Array<number>(rank).fill(0);
  let position = offset;
  for (let i = 0; ; i++) {
    positions[i] = position;
    let axis = rank - 1;
    for (; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        position += strides[axis];
        break;
      }
      position -= strides[axis] * (shape[axis] - 1);
      index[axis] = 0;
    }
    if (axis < 0) return positions;
  }
}

/** True where `map` names each of the values 0..count-1 exactly once. */
export function isPermutation(map: Uint32Array, count: number): boolean {
  if (map.length !== count) return false;
  const seen = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (map[i] >= count || seen[map[i]] === 1) return false;
    seen[map[i]] = 1;
  }
  return true;
}

/** True where map[i] = i for all of 0..count-1. */
export function isIdentity(map: Uint32Array, count: number): boolean {
  if (map.length !== count) return false;
  for (let i = 0; i < count; i++) if (map[i] !== i) return false;
  return true;
}

export function sameMap(a: Uint32Array | null, b: Uint32Array | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
