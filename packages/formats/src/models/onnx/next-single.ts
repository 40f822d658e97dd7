const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The smallest number of single precision above a positive one, or above 0. */
export function nextSingle(value: number): number {
  single[0] = value;
  if (single[0] > value) return single[0];
  bits[0] = single[0] === 0 ? 1 : bits[0] + 1;
  return single[0];
}

/** The largest number of single precision below a positive one. */
export function previousSingle(value: number): number {
  single[0] = value;
  if (single[0] < value) return single[0];
  bits[0] -= 1;
  return single[0];
}
