import type { Rng } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { Operator } from './clique-operator.ts';
import { largestOfTridiagonal } from './tridiagonal.ts';

export interface Eigenpair {
  readonly value: number;
  /** Of length 1; its first entry that is not 0 is positive. */
  readonly vector: Float64Array;
}

/** Lanczos vectors between two restarts, and restarts at most. */
const VECTORS = 100;
const RESTARTS = 40;
/** Residual at which an eigenvector is good enough to place by. */
const RESIDUAL = 1e-8;
/** A vector shorter than this lies in the space that was searched already. */
const TINY = 1e-12;

/**
 * The largest eigenvalue of a symmetric matrix whose eigenvector is at right angles to those known, and that vector:
 * Lanczos with full reorthogonalisation, restarted from the best vector. Two equal eigenvalues are told apart by asking
 * again with the first vector known. Sums and roots only: the same bits on every engine.
 */
export function largestEigenvector(
  operator: Operator,
  known: readonly Float64Array[],
  rng: Rng,
  watch: Watch,
): Eigenpair {
  const { size, work } = operator;
  let vector = Float64Array.from({ length: size }, () => rng.unit() - 0.5);
  removeAll(vector, known);
  normalise(vector);
  let value = 0;
  for (let restart = 0; restart < RESTARTS; restart++) {
    const { basis, diagonal, beside, rest } = krylov(operator, vector, known);
    const small = largestOfTridiagonal(diagonal, beside);
    value = small.value;
    vector = new Float64Array(size);
    for (let k = 0; k < basis.length; k++) addTo(vector, basis[k], small.vector[k]);
    removeAll(vector, known);
    normalise(vector);
    const residual = rest * Math.abs(small.vector[small.vector.length - 1]);
    const cost = basis.length * (work + basis.length * size);
    if (residual < RESIDUAL || !watch.spend(cost)) break;
  }
  const first = vector.find((entry) => Math.abs(entry) > TINY) ?? 0;
  return { value, vector: first < 0 ? vector.map((entry) => -entry) : vector };
}

interface Krylov {
  readonly basis: Float64Array[];
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  /** Length of what comes after the last vector. */
  readonly rest: number;
}

function krylov(operator: Operator, start: Float64Array, known: readonly Float64Array[]): Krylov {
  const most = Math.max(1, Math.min(VECTORS, operator.size - known.length));
  const basis = [start];
  const diagonal: number[] = [];
  const beside: number[] = [];
  for (;;) {
    const last = basis[basis.length - 1];
    const next = new Float64Array(operator.size);
    operator.multiply(last, next);
    diagonal.push(dot(next, last));
    // Twice is enough, once is not.
    for (let turn = 0; turn < 2; turn++) {
      removeAll(next, known);
      removeAll(next, basis);
    }
    const length = normalise(next);
    if (basis.length === most || length < TINY)
      return {
        basis,
        diagonal: Float64Array.from(diagonal),
        beside: Float64Array.from(beside),
        rest: basis.length === operator.size - known.length ? 0 : length,
      };
    beside.push(length);
    basis.push(next);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function addTo(vector: Float64Array, other: Float64Array, times: number): void {
  for (let k = 0; k < vector.length; k++) vector[k] += times * other[k];
}

function removeAll(vector: Float64Array, others: readonly Float64Array[]): void {
  for (const other of others) addTo(vector, other, -dot(vector, other));
}

/** @returns the length before. */
export function normalise(vector: Float64Array): number {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let k = 0; k < vector.length; k++) vector[k] /= length;
  return length;
}
