import { NONE } from './column.ts';
import { startsFromCounts } from './csr.ts';

/**
 * For every row, how many of its items lie in each part: a short list of
 * (part, count) pairs that holds only parts with a count above 0.
 *
 * Row r owns the slots start[r] .. start[r + 1] - 1 of `part` and `items`; the first
 * `size(r)` of them are in use, in no particular order. A look-up scans the list. A row
 * whose list can grow long against the number of parts also keeps where each part stands in
 * it, and needs no scan.
 *
 * Cost: memory O(slots); increment, decrement and count O(1) for a row with many slots,
 * O(distinct parts of the row) for the others.
 */
export class PartCounts {
  /** start[row] = its first slot; length rowCount + 1. */
  readonly start: Uint32Array;
  /** part[slot], valid for the first size(row) slots of a row: read it in loops, never write it. */
  readonly part: Uint32Array;
  /** items[slot] = how many of the row's items lie in part[slot]. */
  readonly items: Uint32Array;
  /** used[row] = distinct parts of the row. */
  readonly used: Uint32Array;
  readonly partCount: number;
  /** where[whereStart[row] + part] = slot or NONE; whereStart[row] = NONE for rows that scan. */
  readonly #whereStart: Uint32Array;
  readonly #where: Uint32Array;

  /** @param mostItems mostItems[row] = most items that the row can ever hold. */
  constructor(mostItems: Uint32Array, partCount: number) {
    const rowCount = mostItems.length;
    const slots = new Uint32Array(rowCount);
    for (let row = 0; row < rowCount; row++) slots[row] = Math.min(mostItems[row], partCount);
    this.partCount = partCount;
    this.start = startsFromCounts(slots);
    this.part = new Uint32Array(this.start[rowCount]);
    this.items = new Uint32Array(this.start[rowCount]);
    this.used = new Uint32Array(rowCount);
    this.#whereStart = new Uint32Array(rowCount).fill(NONE);
    let length = 0;
    for (let row = 0; row < rowCount; row++) {
      if (slots[row] < SCAN_AT_MOST || slots[row] * INDEX_FROM < partCount) continue;
      this.#whereStart[row] = length;
      length += partCount;
    }
    this.#where = new Uint32Array(length).fill(NONE);
  }

  /** Distinct parts of the row: its slots start[row] .. start[row] + size(row) - 1. */
  size(row: number): number {
    return this.used[row];
  }

  /** Items of the row in the part; 0 where there is none. */
  count(row: number, part: number): number {
    const slot = this.#find(row, part);
    return slot === NONE ? 0 : this.items[slot];
  }

  /** One more item of the row in the part; true if it is the first. */
  increment(row: number, part: number): boolean {
    const slot = this.#find(row, part);
    if (slot !== NONE) {
      this.items[slot]++;
      return false;
    }
    this.#append(row, part, 1);
    return true;
  }

  /** One item of the row fewer in the part, which holds at least one; true if it was the last. */
  decrement(row: number, part: number): boolean {
    const slot = this.#find(row, part);
    if (slot === NONE) throw new RangeError(`row ${row} has nothing in part ${part}`);
    if (--this.items[slot] > 0) return false;
    this.#remove(row, slot);
    return true;
  }

  /** Exchanges the labels of two parts in a row. */
  swapParts(row: number, a: number, b: number): void {
    if (a === b) return;
    const slotA = this.#find(row, a);
    const slotB = this.#find(row, b);
    if (slotA !== NONE) this.#relabel(row, slotA, b);
    if (slotB !== NONE) this.#relabel(row, slotB, a);
    const where = this.#whereStart[row];
    if (where === NONE) return;
    if (slotA === NONE) this.#where[where + b] = NONE;
    if (slotB === NONE) this.#where[where + a] = NONE;
  }

  /** The distinct parts of a row, ascending: for tests and reports; loops read `part`. */
  parts(row: number): Uint32Array {
    const first = this.start[row];
    return this.part.slice(first, first + this.used[row]).sort();
  }

  #find(row: number, part: number): number {
    const where = this.#whereStart[row];
    if (where !== NONE) return this.#where[where + part];
    const first = this.start[row];
    const end = first + this.used[row];
    for (let slot = first; slot < end; slot++) if (this.part[slot] === part) return slot;
    return NONE;
  }

  #append(row: number, part: number, count: number): void {
    const slot = this.start[row] + this.used[row];
    if (slot >= this.start[row + 1]) throw new RangeError(`row ${row} holds more items than it was made for`);
    this.used[row]++;
    this.items[slot] = count;
    this.#relabel(row, slot, part);
  }

  #remove(row: number, slot: number): void {
    const where = this.#whereStart[row];
    if (where !== NONE) this.#where[where + this.part[slot]] = NONE;
    const last = this.start[row] + --this.used[row];
    if (slot === last) return;
    this.items[slot] = this.items[last]!;
    this.#relabel(row, slot, this.part[last]);
  }

  #relabel(row: number, slot: number, part: number): void {
    this.part[slot] = part;
    const where = this.#whereStart[row];
    if (where !== NONE) this.#where[where + part] = slot;
  }
}

/** Lists that stay shorter than this are scanned: they fit in two cache lines. */
const SCAN_AT_MOST = 32;
/** An index of all parts is kept where it is at most this many times as long as the row's list: bounds the memory. */
const INDEX_FROM = 4;
