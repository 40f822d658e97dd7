/**
 * How many pins of each net lie in each part, and the parts that each net reaches, as a list.
 *
 * A table of nets x parts cells where that is at most {@link MOST_CELLS} (one look-up a count);
 * beyond it the counts of {@link PartCounts}, in memory of the order of the pins, at about twice the time.
 */
import { PartCounts, startsFromCounts } from '@nmap/kernels';

/** Half a gigabyte of two-byte cells: 100,000 nets on 2,500 parts. */
const MOST_CELLS = 268_435_456;

export class PinTable {
  /** part[start[net] .. start[net] + used[net] - 1] = distinct parts of the net, in no order. Read only. */
  readonly start: Uint32Array;
  readonly part: Uint32Array;
  readonly used: Uint32Array;
  /** cells[net * partCount + part] = pins; null where only the lists are kept. */
  readonly cells: Uint16Array | Uint32Array | null;
  readonly #partCount: number;
  readonly #lists: PartCounts | null;

  /** @param mostPins mostPins[net] = most pins that the net can have. */
  constructor(mostPins: Uint32Array, partCount: number, mostCells: number = MOST_CELLS) {
    const netCount = mostPins.length;
    this.#partCount = partCount;
    if (netCount * partCount > mostCells) {
      this.cells = null;
      this.#lists = new PartCounts(mostPins, partCount);
      this.start = this.#lists.start;
      this.part = this.#lists.part;
      this.used = this.#lists.used;
      return;
    }
    let largest = 0;
    const slots = new Uint32Array(netCount);
    for (let net = 0; net < netCount; net++) {
      largest = Math.max(largest, mostPins[net]);
      slots[net] = Math.min(mostPins[net], partCount);
    }
    const length = netCount * partCount;
    this.cells = largest < 65_536 ? new Uint16Array(length) : new Uint32Array(length);
    this.#lists = null;
    this.start = startsFromCounts(slots);
    this.part = new Uint32Array(this.start[netCount]);
    this.used = new Uint32Array(netCount);
  }

  /** Pins of the net in the part. */
  count(net: number, part: number): number {
    return this.#lists === null ? this.cells![net * this.#partCount + part] : this.#lists.count(net, part);
  }

  /** One more pin in the part; true if it is the first. */
  add(net: number, part: number): boolean {
    if (this.#lists !== null) return this.#lists.increment(net, part);
    if (this.cells![net * this.#partCount + part]++ > 0) return false;
    this.part[this.start[net] + this.used[net]++] = part;
    return true;
  }

  /** One pin fewer in the part, which has one; true if it was the last. */
  remove(net: number, part: number): boolean {
    if (this.#lists !== null) return this.#lists.decrement(net, part);
    if (--this.cells![net * this.#partCount + part] > 0) return false;
    let slot = this.start[net];
    while (this.part[slot] !== part) slot++;
    this.part[slot] = this.part[this.start[net] + --this.used[net]]!;
    return true;
  }
}
