/**
 * Numbers that give, divided by a gain as the reader divides them, exactly the ones that are wanted: rounding may take
 * the last bit on the way out and another one on the way in.
 */

const view = new DataView(new ArrayBuffer(8));

/** x with x / gain = wanted, to the last bit where such a double stands next to the product; else null. */
export function beforeDivision(wanted: number, gain: number): number | null {
  const near = wanted * gain;
  for (const candidate of [near, neighbour(near, 1n), neighbour(near, -1n)])
    if (candidate / gain === wanted) return candidate;
  return null;
}

/** The double that many steps away from 0; of 0 itself none. */
function neighbour(value: number, steps: bigint): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + steps);
  return view.getFloat64(0);
}
