import { NONE } from '@nmap/kernels';

/** The nodes of every part, as lists that a move changes in O(1). */
export class Members {
  /** first[part], next[node]; NONE = none, or the last. */
  readonly first: Uint32Array;
  readonly next: Uint32Array;
  readonly #before: Uint32Array;

  constructor(partOf: Uint32Array, partCount: number) {
    this.first = new Uint32Array(partCount).fill(NONE);
    this.next = new Uint32Array(partOf.length).fill(NONE);
    this.#before = new Uint32Array(partOf.length).fill(NONE);
    for (let node = partOf.length - 1; node >= 0; node--) this.#enter(node, partOf[node]);
  }

  move(node: number, from: number, to: number): void {
    const before = this.#before[node];
    const next = this.next[node];
    if (before === NONE) this.first[from] = next;
    else this.next[before] = next;
    if (next !== NONE) this.#before[next] = before;
    this.#enter(node, to);
  }

  #enter(node: number, part: number): void {
    const next = this.first[part];
    this.next[node] = next;
    this.#before[node] = NONE;
    if (next !== NONE) this.#before[next] = node;
    this.first[part] = node;
  }
}
