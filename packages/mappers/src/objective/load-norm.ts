/**
 * Loads of cores or links under change, and their norm (sum of load^32)^(1/32): the largest load in a form that a
 * descent can follow, since the second largest counts as well. A change is collected cell by cell, weighed, and taken or
 * dropped. O(cells that change).
 */
import { powerOf, rootOf } from '@nmap/energy';

export class LoadNorm {
  /** load[cell]; read it. */
  readonly load: Float64Array;
  #powers = 0;
  /** change[cell] and the cells that have one, of the proposal at hand. */
  readonly #change: Float64Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: Uint32Array;
  #count = 0;

  constructor(cells: number) {
    this.load = new Float64Array(cells);
    this.#change = new Float64Array(cells);
    this.#isTouched = new Uint8Array(cells);
    this.#touched = new Uint32Array(cells);
  }

  get norm(): number {
    return rootOf(this.#powers);
  }

  /** Adds to the proposal. */
  add(cell: number, amount: number): void {
    if (this.#isTouched[cell] === 0) {
      this.#isTouched[cell] = 1;
      this.#touched[this.#count++] = cell;
    }
    this.#change[cell] += amount;
  }

  /** The norm if the proposal were taken. */
  normAfter(): number {
    let powers = this.#powers;
    for (let k = 0; k < this.#count; k++) {
      const cell = this.#touched[k];
      const load = this.load[cell];
      powers += powerOf(load + this.#change[cell]) - powerOf(load);
    }
    // Sums of large powers leave a rest where the largest has gone.
    return powers > 0 ? rootOf(powers) : 0;
  }

  /** Takes the proposal; what rounding left is gone after {@link settle}. */
  take(): void {
    for (let k = 0; k < this.#count; k++) {
      const cell = this.#touched[k];
      const load = this.load[cell];
      this.load[cell] = load + this.#change[cell];
      this.#powers += powerOf(this.load[cell]) - powerOf(load);
    }
    if (this.#powers < 0) this.settle();
    this.drop();
  }

  drop(): void {
    for (let k = 0; k < this.#count; k++) {
      const cell = this.#touched[k];
      this.#isTouched[cell] = 0;
      this.#change[cell] = 0;
    }
    this.#count = 0;
  }

  /** All loads 0. */
  clear(): void {
    this.drop();
    this.load.fill(0);
    this.#powers = 0;
  }

  /** The sum from the loads, without what changes have left in it. */
  settle(): void {
    let powers = 0;
    for (let cell = 0; cell < this.load.length; cell++) powers += powerOf(this.load[cell]);
    this.#powers = powers;
  }
}
