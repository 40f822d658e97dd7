/** The nodes of every part, for drawing one at random. */
import { NONE } from './column.ts';
import type { Rng } from './rng.ts';

export class PartMembers {
  readonly #lists: number[][];
  /** place[node] = its index in the list of its part. */
  readonly #place: Uint32Array;

  /** @param partOf partOf[node]; NONE = in no part, never drawn. */
  constructor(partOf: Uint32Array, partCount: number) {
    this.#lists = Array.from({ length: partCount }, () => []);
    this.#place = new Uint32Array(partOf.length);
    for (let node = 0; node < partOf.length; node++) {
      if (partOf[node] === NONE) continue;
      const list = this.#lists[partOf[node]];
      this.#place[node] = list.length;
      list.push(node);
    }
  }

  /** A uniform node of the part; NONE where it is empty. */
  random(part: number, rng: Rng): number {
    const list = this.#lists[part];
    return list.length === 0 ? NONE : list[rng.below(list.length)];
  }

  move(node: number, from: number, to: number): void {
    const source = this.#lists[from];
    const place = this.#place[node];
    const last = source.pop();
    if (last !== undefined && last !== node) {
      source[place] = last;
      this.#place[last] = place;
    }
    const target = this.#lists[to];
    this.#place[node] = target.length;
    target.push(node);
  }
}
