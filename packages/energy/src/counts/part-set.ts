/**
 * A set of small numbers (parts, tiles, links) that is emptied and filled again for every source: two
 * arrays in place of a hash table for each. Emptying is O(1).
 */
export class PartSet {
  /** items[0 .. size - 1], in the order they were added. */
  readonly items: Uint32Array;
  size = 0;
  /** seenIn[number] = round in which it was added last. */
  readonly #seenIn: Uint32Array;
  #round = 1;

  /** @param bound numbers are below it. */
  constructor(bound: number) {
    this.items = new Uint32Array(bound);
    this.#seenIn = new Uint32Array(bound);
  }

  clear(): void {
    this.size = 0;
    if (++this.#round <= 0xffff_ffff) return;
    this.#round = 1;
    this.#seenIn.fill(0);
  }

  add(item: number): void {
    if (this.#seenIn[item] === this.#round) return;
    this.#seenIn[item] = this.#round;
    this.items[this.size++] = item;
  }

  has(item: number): boolean {
    return this.#seenIn[item] === this.#round;
  }
}
