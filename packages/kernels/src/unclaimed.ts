/**
 * Numbers 0..count-1 that are handed out in ranges, each number once. However often ranges
 * overlap, all claims together take time near-linear in their number and in `count`: a number
 * that is gone is stepped over (disjoint sets with path halving), not visited again.
 */
export class Unclaimed {
  /** next[i] = i while i is free, else a number above i on the way to the next free one; count = the end. */
  readonly #next: Uint32Array;

  constructor(count: number) {
    this.#next = Uint32Array.from({ length: count + 1 }, (_, i) => i);
  }

  /**
   * Claims what is free of first..last, and calls `take` for each of it, ascending.
   * Returns how many were gone already, and the lowest of these (-1 where there is none).
   */
  claim(first: number, last: number, take: (index: number) => void): { gone: number; firstGone: number } {
    let free = 0;
    let firstGone = -1;
    let expected = first;
    for (let at = this.#find(first); ; at = this.#find(expected)) {
      if (at > expected && firstGone < 0 && expected <= last) firstGone = expected;
      if (at > last) break;
      this.#next[at] = at + 1;
      free++;
      take(at);
      expected = at + 1;
    }
    return { gone: last - first + 1 - free, firstGone };
  }

  /** The lowest free number from `at` on. */
  #find(at: number): number {
    const next = this.#next;
    while (next[at] !== at) {
      next[at] = next[next[at]];
      at = next[at];
    }
    return at;
  }
}
