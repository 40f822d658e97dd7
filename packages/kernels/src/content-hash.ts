import { createHash, type Hash } from 'node:crypto';

/** Plain data, and columns of numbers. */
export type HashedValue =
  | null
  | boolean
  | number
  | string
  | Uint32Array
  | Float64Array
  | readonly HashedValue[]
  | { readonly [key: string]: HashedValue | undefined };

/**
 * SHA-256, in hexadecimal, of what a value says: keys in the order of their letters, an absent key
 * like one that is undefined, -0 like 0. Every part carries its type and length, so that two
 * values of different shape never run into the same bytes. Columns are hashed as their
 * own little-endian bytes: their cost is that of SHA-256.
 */
export function contentHash(value: HashedValue): string {
  const writer = new HashWriter();
  writeValue(writer, value);
  return writer.digest();
}

/** One letter for each type; `a` and `f` and `u` are followed by a length. */
const TAG = {
  null: 110,
  false: 48,
  true: 49,
  number: 100,
  text: 116,
  list: 97,
  object: 111,
  words: 117,
  doubles: 102,
};

function writeValue(writer: HashWriter, value: HashedValue): void {
  if (value === null) writer.tag(TAG.null);
  else if (typeof value === 'boolean') writer.tag(value ? TAG.true : TAG.false);
  else if (typeof value === 'number') {
    writer.tag(TAG.number);
    writer.double(value);
  } else if (typeof value === 'string') {
    writer.tag(TAG.text);
    writer.text(value);
  } else if (value instanceof Uint32Array) {
    writer.tag(TAG.words);
    writer.double(value.length);
    writer.bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (value instanceof Float64Array) {
    writer.tag(TAG.doubles);
    writer.double(value.length);
    writer.doubles(value);
  } else if (Array.isArray(value)) {
    const list = value as readonly HashedValue[];
    writer.tag(TAG.list);
    writer.double(list.length);
    for (const entry of list) writeValue(writer, entry);
  } else {
    const object = value as { readonly [key: string]: HashedValue | undefined };
    const keys = Object.keys(object).filter((key) => object[key] !== undefined);
    // By UTF-16 code units: the same in every locale.
    keys.sort();
    writer.tag(TAG.object);
    writer.double(keys.length);
    for (const key of keys) {
      writer.text(key);
      writeValue(writer, object[key]!);
    }
  }
}

const BUFFER_BYTES = 1 << 16;
const SHORT_TEXT = 64;

/** Gathers small parts, so that a hash of many costs few calls. */
class HashWriter {
  readonly #hash: Hash = createHash('sha256');
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  readonly #copy = new Float64Array(BUFFER_BYTES / 8);
  #used = 0;

  tag(byte: number): void {
    this.#room(1);
    this.#buffer[this.#used++] = byte;
  }

  double(value: number): void {
    this.#room(8);
    // -0 + 0 is 0.
    this.#used = this.#buffer.writeDoubleLE(value + 0, this.#used);
  }

  text(value: string): void {
    if (value.length <= SHORT_TEXT && this.#shortText(value)) return;
    const bytes = Buffer.from(value, 'utf8');
    this.double(bytes.length);
    this.bytes(bytes);
  }

  /** Names are short and plain: written without a buffer of their own. False where there is more to it. */
  #shortText(value: string): boolean {
    this.#room(8 + SHORT_TEXT);
    const buffer = this.#buffer;
    const from = this.#used + 8;
    for (let k = 0; k < value.length; k++) {
      const unit = value.charCodeAt(k);
      if (unit > 127) return false;
      buffer[from + k] = unit;
    }
    this.double(value.length);
    this.#used += value.length;
    return true;
  }

  doubles(values: Float64Array): void {
    for (let from = 0; from < values.length; from += this.#copy.length) {
      const count = Math.min(this.#copy.length, values.length - from);
      for (let k = 0; k < count; k++) this.#copy[k] = values[from + k] + 0;
      this.bytes(new Uint8Array(this.#copy.buffer, 0, 8 * count));
    }
  }

  bytes(part: Uint8Array): void {
    if (part.length <= BUFFER_BYTES >> 4) {
      this.#room(part.length);
      this.#buffer.set(part, this.#used);
      this.#used += part.length;
      return;
    }
    this.#flush();
    this.#hash.update(part);
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #room(bytes: number): void {
    if (this.#used + bytes > BUFFER_BYTES) this.#flush();
  }

  #flush(): void {
    if (this.#used > 0) this.#hash.update(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}
