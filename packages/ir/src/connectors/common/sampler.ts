import type { Rng } from '@nmap/kernels';

/**
 * Draws subsets of 0..size-1 without repeats. Holds one permutation and continues to
 * shuffle it: the first k of a partial Fisher-Yates are uniform from any start.
 * O(k) a draw, 4 bytes an element.
 */
export class Sampler {
  readonly #items: Uint32Array;
  readonly #rng: Rng;

  constructor(size: number, rng: Rng) {
    this.#items = new Uint32Array(size);
    for (let i = 0; i < size; i++) this.#items[i] = i;
    this.#rng = rng;
  }

  /** The k-th element of the current subset; call with k = 0, 1, 2, ... */
  draw(k: number): number {
    const items = this.#items;
    const other = k + this.#rng.below(items.length - k);
    const drawn = items[other];
    items[other] = items[k]!;
    items[k] = drawn;
    return drawn;
  }
}
