/**
 * The cores nearest to a place, of many offered one after the other: a heap with the farthest kept on top, so that
 * the cost follows the number kept, not a sort of the chip. Ties go to the lower core.
 */
export class NearestCores {
  readonly #away: Float64Array;
  readonly #core: Uint32Array;
  #size = 0;

  /** @param most how many are kept. */
  constructor(most: number) {
    this.#away = new Float64Array(most);
    this.#core = new Uint32Array(most);
  }

  /** Cores come in ascending order. */
  offer(core: number, away: number): void {
    if (this.#size < this.#core.length) {
      this.#up(this.#size++, core, away);
    } else if (away < this.#away[0]) {
      this.#down(core, away);
    }
  }

  /** Those kept, in no order. */
  cores(): Uint32Array {
    return this.#core.subarray(0, this.#size);
  }

  #isFarther(a: number, core: number, away: number): boolean {
    return this.#away[a] > away || (this.#away[a] === away && this.#core[a] > core);
  }

  #up(from: number, core: number, away: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isFarther(parent, core, away)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#away[at] = away;
    this.#core[at] = core;
  }

  /** In place of the farthest. */
  #down(core: number, away: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isFarther(child + 1, this.#core[child], this.#away[child])) child++;
      if (!this.#isFarther(child, core, away)) break;
      this.#move(child, at);
      at = child;
    }
    this.#away[at] = away;
    this.#core[at] = core;
  }

  #move(from: number, to: number): void {
    this.#away[to] = this.#away[from]!;
    this.#core[to] = this.#core[from]!;
  }
}
