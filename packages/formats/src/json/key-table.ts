import { asciiText } from './decimal.ts';

const SLOTS = 1024;
const LONGEST = 32;

/** Makes equal short keys the same string: a graph of a million edges has four keys, not four million. */
export class KeyTable {
  readonly #slots = new Array<string>(SLOTS).fill('');

  /** The ASCII text of `bytes[start..end)`. */
  text(bytes: Uint8Array, start: number, end: number): string {
    const length = end - start;
    if (length === 0 || length > LONGEST) return asciiText(bytes, start, end);
    const slot =
      (length * 131 + bytes[start] * 31 + bytes[end - 1] * 7 + bytes[start + (length >> 1)]) & (SLOTS - 1);
    const known = this.#slots[slot];
    if (known.length === length) {
      let same = true;
      for (let i = 0; i < length && same; i++) same = known.charCodeAt(i) === bytes[start + i];
      if (same) return known;
    }
    const text = asciiText(bytes, start, end);
    this.#slots[slot] = text;
    return text;
  }
}
