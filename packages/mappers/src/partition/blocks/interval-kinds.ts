/** Intervals that differ in some number, one of each kind: inner ones of a grid are mostly alike. */

/** Beyond so many kinds the rest is lumped together, with the largest of each number. */
const MOST_KINDS = 24;

/**
 * @param values values[part * width + k]
 * @param least numbers k of which the smallest is wanted where kinds are lumped: those that are taken off.
 * @returns one row for each kind, in order of first appearance
 */
export function intervalKinds(
  values: Float64Array,
  width: number,
  least: (k: number) => boolean,
): Float64Array {
  const kinds: number[] = [];
  for (let at = 0; at < values.length; at += width) {
    if (isThere(kinds, values, at, width)) continue;
    if (kinds.length < MOST_KINDS * width) {
      for (let k = 0; k < width; k++) kinds.push(values[at + k]);
      continue;
    }
    const last = (MOST_KINDS - 1) * width;
    for (let k = 0; k < width; k++) {
      const other = values[at + k];
      kinds[last + k] = least(k) ? Math.min(kinds[last + k], other) : Math.max(kinds[last + k], other);
    }
  }
  return Float64Array.from(kinds);
}

function isThere(kinds: readonly number[], values: Float64Array, at: number, width: number): boolean {
  for (let kind = 0; kind < kinds.length; kind += width) {
    let k = 0;
    while (k < width && kinds[kind + k] === values[at + k]) k++;
    if (k === width) return true;
  }
  return false;
}
