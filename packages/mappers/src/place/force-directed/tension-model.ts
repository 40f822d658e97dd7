/**
 * Pairs of cores that may exchange their contents, and what each exchange would gain.
 * `touch` must be told every pair whose tension an exchange may have changed.
 */
export interface TensionModel {
  readonly pairCount: number;
  /** coreOf[cluster] under the current placement. */
  readonly coreOf: Uint32Array;
  /** Decrease of the potential if the pair exchanged now. */
  tension(pair: number): number;
  exchange(pair: number, touched: PairSet): void;
}

/** A set of pairs that remembers the order of insertion and empties in O(1). */
export class PairSet {
  readonly members: Uint32Array;
  size = 0;
  readonly #stamp: Uint32Array;
  #now = 1;

  constructor(pairCount: number) {
    this.members = new Uint32Array(pairCount);
    this.#stamp = new Uint32Array(pairCount);
  }

  add(pair: number): void {
    if (this.#stamp[pair] === this.#now) return;
    this.#stamp[pair] = this.#now;
    this.members[this.size++] = pair;
  }

  has(pair: number): boolean {
    return this.#stamp[pair] === this.#now;
  }

  clear(): void {
    this.size = 0;
    if (++this.#now === 0xffff_ffff) {
      this.#now = 1;
      this.#stamp.fill(0);
    }
  }
}
