/** The boxes of one population, found by position along the axis that cuts them into most pieces. */
import type { Sides } from '../manifest/stated-boxes.ts';

export interface PlacedBox {
  /** Number of the core in the manifest's list; as many as there are cores = the i/o port. */
  readonly core: number;
  readonly box: Sides;
}

export class BoxIndex {
  readonly #boxes: readonly PlacedBox[];
  readonly #axis: number;
  /** at[position] = indices of the boxes there. */
  readonly #at: number[][];
  readonly #seen: Uint32Array;
  #round = 0;

  constructor(lengths: readonly number[], boxes: readonly PlacedBox[]) {
    this.#boxes = boxes;
    const pieces = [0, 1, 2].map((axis) => new Set(boxes.map(({ box }) => box[2 * axis])).size);
    this.#axis = pieces.indexOf(Math.max(...pieces));
    this.#at = Array.from({ length: lengths[this.#axis] }, () => []);
    for (const [index, { box }] of boxes.entries())
      for (let position = box[2 * this.#axis]; position < box[2 * this.#axis + 1]; position++)
        this.#at[position].push(index);
    this.#seen = new Uint32Array(boxes.length);
  }

  /** Boxes that meet another one. */
  *meeting(hull: Sides): Iterable<PlacedBox> {
    const round = ++this.#round;
    for (let position = hull[2 * this.#axis]; position < hull[2 * this.#axis + 1]; position++) {
      for (const index of this.#at[position]) {
        if (this.#seen[index] === round) continue;
        this.#seen[index] = round;
        const placed = this.#boxes[index];
        if (meets(placed.box, hull)) yield placed;
      }
    }
  }
}

function meets(a: Sides, b: Sides): boolean {
  return a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3] && a[4] < b[5] && b[4] < a[5];
}
