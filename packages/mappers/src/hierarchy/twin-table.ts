/** Finds nets with equal pins. */
import { NONE, mixBits } from '@nmap/kernels';

/** Whether all of pins[first .. end - 1] carry the stamp. */
export function allSeen(
  pins: Uint32Array,
  first: number,
  end: number,
  seenIn: Uint32Array,
  stamp: number,
): boolean {
  for (let e = first; e < end; e++) if (seenIn[pins[e]] !== stamp) return false;
  return true;
}

/** Nets by hash, open addressing: {@link first} and {@link next} walk those whose hash is the same. */
export class TwinTable {
  readonly #net: Uint32Array;
  readonly #hash: Int32Array;
  readonly #mask: number;
  #slot = 0;

  constructor(capacity: number) {
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    this.#net = new Uint32Array(size).fill(NONE);
    this.#hash = new Int32Array(size);
    this.#mask = size - 1;
  }

  first(hash: number): number {
    this.#slot = mixBits(hash) & this.#mask;
    return this.#seek(hash);
  }

  next(hash: number): number {
    this.#slot = (this.#slot + 1) & this.#mask;
    return this.#seek(hash);
  }

  /** Into the free slot where the last search ended. */
  add(hash: number, net: number): void {
    this.#net[this.#slot] = net;
    this.#hash[this.#slot] = hash;
  }

  #seek(hash: number): number {
    while (this.#net[this.#slot] !== NONE && this.#hash[this.#slot] !== hash)
      this.#slot = (this.#slot + 1) & this.#mask;
    return this.#net[this.#slot];
  }
}
