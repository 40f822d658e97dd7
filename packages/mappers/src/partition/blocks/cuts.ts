/** Where an axis is cut into intervals of one length, and which lengths are worth trying. */

/** Beyond so many lengths of an axis only some are tried, each at least 1/16 longer than the last. */
const MOST_SIZES = 96;

/**
 * The lengths ceil(length / parts), ascending: every number of parts once, with its smallest longest interval.
 * @param longest no interval may be longer.
 */
export function sizesOf(length: number, longest: number): Uint32Array {
  const sizes: number[] = [];
  for (let parts = 1; parts <= length;) {
    const size = Math.ceil(length / parts);
    if (size <= longest) sizes.push(size);
    if (size === 1) break;
    // The next number of parts for which intervals are shorter.
    parts = Math.ceil(length / (size - 1));
  }
  sizes.reverse();
  if (sizes.length <= MOST_SIZES) return Uint32Array.from(sizes);
  const kept: number[] = [];
  for (const size of sizes) {
    const last = kept.at(-1) ?? 0;
    if (size * 16 >= last * 17 || size === sizes.at(-1)) kept.push(size);
  }
  return Uint32Array.from(kept);
}

/**
 * Cuts of an axis that runs beside a shorter one which is cut every `size`: at the same shares of its length.
 * Ascending from 0 to `length`, no interval empty as long as `length >= base`.
 */
export function cutsOf(length: number, base: number, size: number): Uint32Array {
  const parts = Math.ceil(base / size);
  const cuts = new Uint32Array(parts + 1);
  for (let part = 1; part < parts; part++) {
    cuts[part] = length === base ? part * size : Math.round((part * size * length) / base);
  }
  cuts[parts] = length;
  return cuts;
}
