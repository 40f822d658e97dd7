/** Halvings of the interval that holds the eigenvalue: to the last bit. */
const HALVINGS = 100;
const INVERSE_STEPS = 4;
/** How far beyond the eigenvalue the inverse is taken, as a part of the interval: near, and surely not on it. */
const BEYOND = 1e-12;

/**
 * The largest eigenvalue of a symmetric tridiagonal matrix, by bisection with Sturm counts, and its eigenvector, by inverse
 * iteration just above it, where elimination needs no exchanges. O(size).
 * @param beside beside[k] joins rows k and k + 1; none is 0.
 */
export function largestOfTridiagonal(
  diagonal: Float64Array,
  beside: Float64Array,
): { readonly value: number; readonly vector: Float64Array } {
  const n = diagonal.length;
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < n; k++) {
    const radius = Math.abs(beside[k - 1] ?? 0) + Math.abs(beside[k] ?? 0);
    low = Math.min(low, diagonal[k] - radius);
    high = Math.max(high, diagonal[k] + radius);
  }
  const span = Math.max(high - low, Math.abs(high), 1e-100);
  for (let halving = 0; halving < HALVINGS && low < high; halving++) {
    const middle = low + (high - low) / 2;
    if (isAbove(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  const shift = high + BEYOND * span;
  let vector = new Float64Array(n).fill(1);
  for (let step = 0; step < INVERSE_STEPS; step++) {
    vector = solve(shift, diagonal, beside, vector);
    let squares = 0;
    for (const entry of vector) squares += entry * entry;
    const length = Math.sqrt(squares);
    vector = vector.map((entry) => entry / length);
  }
  return { value: high, vector };
}

/** Are all eigenvalues below x? So are then all pivots of x - matrix positive. */
function isAbove(x: number, diagonal: Float64Array, beside: Float64Array): boolean {
  let pivot = x - diagonal[0];
  for (let k = 1; pivot > 0 && k < diagonal.length; k++)
    pivot = x - diagonal[k] - (beside[k - 1] * beside[k - 1]) / pivot;
  return pivot > 0;
}

/** (x - matrix) y = right. */
function solve(
  x: number,
  diagonal: Float64Array,
  beside: Float64Array,
  right: Float64Array,
): Float64Array<ArrayBuffer> {
  const n = diagonal.length;
  const pivot = new Float64Array(n);
  const y = Float64Array.from(right);
  pivot[0] = x - diagonal[0];
  for (let k = 1; k < n; k++) {
    const factor = -beside[k - 1] / pivot[k - 1];
    pivot[k] = x - diagonal[k] + factor * beside[k - 1];
    y[k] -= factor * y[k - 1];
  }
  for (let k = n - 1; k >= 0; k--) {
    const after = k + 1 < n ? beside[k] * y[k + 1] : 0;
    y[k] = (y[k] + after) / pivot[k];
  }
  return y;
}
