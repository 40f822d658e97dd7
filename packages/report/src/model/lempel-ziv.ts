/**
 * Repeated stretches of bytes as references to where they stood last. A token is the number of plain bytes and those
 * bytes, then the length of a repetition and how far back it began; numbers of variable length.
 *
 * **Source** J. Ziv, A. Lempel, "A Universal Algorithm for Sequential Data Compression", IEEE Trans. Inf. Theory 23(3),
 * 1977, doi:10.1109/TIT.1977.1055714. **Differs**: the last place with the same four bytes is tried, and no other.
 */

const SHORTEST = 4;
const HASH_BITS = 16;

/** O(bytes). */
export function compressed(bytes: Uint8Array): Uint8Array {
  const out = new ByteList(bytes.length);
  const lastAt = new Int32Array(1 << HASH_BITS).fill(-1);
  let plainFrom = 0;
  let at = 0;
  while (at + SHORTEST <= bytes.length) {
    const key = hash(bytes, at);
    const before = lastAt[key];
    lastAt[key] = at;
    let length = 0;
    if (before >= 0)
      while (at + length < bytes.length && bytes[before + length] === bytes[at + length]) length++;
    if (length < SHORTEST) {
      at++;
      continue;
    }
    out.token(bytes, plainFrom, at, length, at - before);
    const end = at + length;
    // Every other place inside is enough to find it again.
    for (at += 2; at + SHORTEST <= end; at += 2) lastAt[hash(bytes, at)] = at;
    at = end;
    plainFrom = end;
  }
  if (plainFrom < bytes.length) out.token(bytes, plainFrom, bytes.length, 0, 0);
  return out.done();
}

/** @param length of what was compressed. */
export function decompressed(from: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let read = 0;
  let written = 0;
  const number = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = from[read++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (written < length) {
    const plain = number();
    out.set(from.subarray(read, read + plain), written);
    read += plain;
    written += plain;
    if (written >= length) break;
    const repeated = number();
    const back = number();
    // Byte by byte: a repetition may overlap itself.
    for (let k = 0; k < repeated; k++, written++) out[written] = out[written - back]!;
  }
  return out;
}

function hash(bytes: Uint8Array, at: number): number {
  const four = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  return Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS);
}

class ByteList {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(64, expected));
  }

  token(bytes: Uint8Array, plainFrom: number, plainTo: number, repeated: number, back: number): void {
    const plain = plainTo - plainFrom;
    this.#reserve(plain + 32);
    this.#number(plain);
    this.#bytes.set(bytes.subarray(plainFrom, plainTo), this.#length);
    this.#length += plain;
    if (repeated === 0) return;
    this.#number(repeated);
    this.#number(back);
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #number(value: number): void {
    while (value >= 128) {
      this.#bytes[this.#length++] = 128 + (value % 128);
      value = Math.floor(value / 128);
    }
    this.#bytes[this.#length++] = value;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#bytes.length + more);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
