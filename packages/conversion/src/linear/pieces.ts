/** Linear maps that only move values. */
import { sizeOf } from '@nmap/dnn';
import type { SparseOperator } from './operator.ts';

/** Values `offset` .. of a longer vector are the values of `shape`: one piece of a concatenation. */
export function embedding(shape: readonly number[], to: readonly number[], offset: number): SparseOperator {
  const size = sizeOf(shape);
  return {
    kind: 'sparse',
    from: shape,
    to,
    pre: Uint32Array.from({ length: size }, (_, i) => i),
    post: Uint32Array.from({ length: size }, (_, i) => offset + i),
    weight: new Float64Array(size).fill(1),
  };
}

/** value[i] = input[from[i]]. */
export function selection(
  shape: readonly number[],
  to: readonly number[],
  from: Uint32Array,
): SparseOperator {
  return {
    kind: 'sparse',
    from: shape,
    to,
    pre: from.slice(),
    post: Uint32Array.from({ length: from.length }, (_, i) => i),
    weight: new Float64Array(from.length).fill(1),
  };
}
