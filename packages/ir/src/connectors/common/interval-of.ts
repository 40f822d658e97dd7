/** The interval [cuts[k], cuts[k + 1]) that holds a position; the last where it lies behind all. O(log intervals). */
export function intervalOf(position: number, cuts: Uint32Array): number {
  let low = 0;
  let high = cuts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] <= position) low = middle;
    else high = middle;
  }
  return low;
}
