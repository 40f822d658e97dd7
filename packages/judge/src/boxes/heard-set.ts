/** Which neurons of a population a core hears: a union of products of three sets, one for each axis. */
import type { AxisRule, ProductRule } from './axis-rule.ts';
import type { Sides } from '../manifest/stated-boxes.ts';

/** Sets in one number. */
const PER_WORD = 31;

export class HeardSet {
  /** words[axis][word * length + position]: bit b = the set number `PER_WORD * word + b` has the position. */
  readonly #words: [Uint32Array, Uint32Array, Uint32Array];
  readonly #lengths: readonly [number, number, number];
  readonly #wordCount: number;
  /** First and one past the last position of any set, along each axis. */
  readonly hull: readonly [Sides[0], Sides[1], Sides[2], Sides[3], Sides[4], Sides[5]];

  /** @param readers the boxes of the core that hear the population, each by one projection. */
  constructor(
    lengths: readonly [number, number, number],
    readers: readonly { readonly rule: ProductRule; readonly box: Sides }[],
  ) {
    this.#lengths = lengths;
    this.#wordCount = Math.ceil(readers.length / PER_WORD);
    this.#words = [0, 1, 2].map((axis) => new Uint32Array(this.#wordCount * lengths[axis])) as unknown as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    for (const [number, { rule, box }] of readers.entries()) {
      const bit = 1 << (number % PER_WORD);
      const word = Math.floor(number / PER_WORD);
      for (let axis = 0; axis < 3; axis++)
        mark(rule.along[axis], box[2 * axis], box[2 * axis + 1], (input) => {
          this.#words[axis][word * lengths[axis] + input] |= bit;
        });
    }
    this.hull = [0, 1, 2].flatMap((axis) => this.#hullAlong(axis)) as unknown as Sides;
  }

  /** Neurons of the box that are heard. */
  count(box: Sides): number {
    if (this.#wordCount > 1) return this.sum(box, () => 1);
    const [channels, rows, columns] = [0, 1, 2].map((axis) => this.#tally(axis, box));
    let count = 0;
    for (const [a, inChannels] of channels)
      for (const [b, inRows] of rows)
        if ((a & b) !== 0)
          for (const [c, inColumns] of columns)
            if ((a & b & c) !== 0) count += inChannels * inRows * inColumns;
    return count;
  }

  /** Sum over the neurons of the box that are heard. */
  sum(box: Sides, valueOf: (neuron: number) => number): number {
    let sum = 0;
    this.visit(box, (neuron) => {
      sum += valueOf(neuron);
    });
    return sum;
  }

  /** Each neuron of the box that is heard. */
  visit(box: Sides, heard: (neuron: number) => void): void {
    const [, height, width] = this.#lengths;
    for (let channel = box[0]; channel < box[1]; channel++)
      for (let row = box[2]; row < box[3]; row++)
        for (let column = box[4]; column < box[5]; column++)
          if (this.#has(channel, row, column)) heard((channel * height + row) * width + column);
  }

  /** Does it hear any neuron at this position of an axis? */
  touches(axis: number, position: number): boolean {
    for (let word = 0; word < this.#wordCount; word++)
      if (this.#words[axis][word * this.#lengths[axis] + position] !== 0) return true;
    return false;
  }

  #has(channel: number, row: number, column: number): boolean {
    const [channels, rows, columns] = this.#words;
    for (let word = 0; word < this.#wordCount; word++) {
      const inAll =
        channels[word * this.#lengths[0] + channel] &
        rows[word * this.#lengths[1] + row] &
        columns[word * this.#lengths[2] + column];
      if (inAll !== 0) return true;
    }
    return false;
  }

  /** How many positions of the box's side lie in the same sets, by these sets. */
  #tally(axis: number, box: Sides): Map<number, number> {
    const tally = new Map<number, number>();
    const words = this.#words[axis];
    for (let position = box[2 * axis]; position < box[2 * axis + 1]; position++)
      tally.set(words[position], (tally.get(words[position]) ?? 0) + 1);
    return tally;
  }

  #hullAlong(axis: number): [number, number] {
    let from = this.#lengths[axis];
    let to = 0;
    for (let position = 0; position < this.#lengths[axis]; position++) {
      if (!this.touches(axis, position)) continue;
      from = Math.min(from, position);
      to = position + 1;
    }
    return [from, to];
  }
}

function mark(rule: AxisRule, from: number, to: number, set: (input: number) => void): void {
  if (rule.kind === 'all') {
    for (let input = 0; input < rule.inLength; input++) set(input);
    return;
  }
  for (let output = from; output < to; output++) for (const input of rule.reads[output]) set(input);
}
