/** `Buffer`, as far as it is used: the few calls that a `Uint8Array` does not have. */
export class Buffer extends Uint8Array {
  static alloc(length) {
    return new Buffer(length);
  }

  static allocUnsafe(length) {
    return new Buffer(length);
  }

  /** Of text its UTF-8; of an ArrayBuffer a view; of anything else a copy. */
  static from(source, offset, length) {
    if (typeof source === 'string') return view(new TextEncoder().encode(source));
    if (source instanceof ArrayBuffer) return new Buffer(source, offset, length);
    const copy = new Buffer(source.length);
    copy.set(source);
    return copy;
  }

  static concat(pieces) {
    const whole = new Buffer(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** Where a byte or a run of bytes begins, from a position on; -1 = nowhere. */
  indexOf(wanted, from = 0) {
    if (typeof wanted === 'number') return super.indexOf(wanted, from);
    for (let at = super.indexOf(wanted[0], from); at >= 0; at = super.indexOf(wanted[0], at + 1))
      if (wanted.every((byte, k) => this[at + k] === byte)) return at;
    return -1;
  }

  toString(_encoding, from = 0, to = this.length) {
    return new TextDecoder().decode(this.subarray(from, to));
  }

  writeDoubleLE(value, offset) {
    dataOf(this).setFloat64(offset, value, true);
    return offset + 8;
  }

  readUInt16LE(offset) {
    return dataOf(this).getUint16(offset, true);
  }

  readBigUInt64LE(offset) {
    return dataOf(this).getBigUint64(offset, true);
  }
}

function view({ buffer, byteOffset, byteLength }) {
  return new Buffer(buffer, byteOffset, byteLength);
}

/** A `DataView` for each buffer, once: hashes write a number at a time. */
const views = new WeakMap();

function dataOf(bytes) {
  let found = views.get(bytes);
  if (found === undefined) {
    found = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    views.set(bytes, found);
  }
  return found;
}
