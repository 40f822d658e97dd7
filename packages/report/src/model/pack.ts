/**
 * Numbers in as few bytes as a page can unpack at once: integers as variable-length differences or values, whichever is
 * shorter, floats as planes of their bytes; then a plain Lempel-Ziv, and base64. The compressors of browsers and of Node
 * give other bytes on other machines; this one gives the same everywhere, and needs no waiting.
 */
import { compressed } from './lempel-ziv.ts';

/** How a column was written: v values, d differences, b values of as many bits as the largest, f and g floats of 64 and 32 bits. */
export type Coding = 'v' | 'd' | 'b' | 'f' | 'g';

/** A typed array in JSON. `as` is the array it becomes: u Uint32Array, n Float64Array, s Float32Array. */
export interface Packed {
  readonly $: Coding;
  readonly as: 'u' | 'n' | 's';
  readonly length: number;
  /** Bytes before compression. */
  readonly bytes: number;
  readonly data: string;
}

type Column = Uint32Array | Float64Array | Float32Array;

/** JSON of a value whose typed arrays are packed. `<` never stands in it: it goes into a script element. */
export function packJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (isColumn(item) ? packed(item) : item)).replaceAll(
    '<',
    '\\u003c',
  );
}

function isColumn(item: unknown): item is Column {
  return item instanceof Uint32Array || item instanceof Float64Array || item instanceof Float32Array;
}

function packed(column: Column): Packed {
  const as = column instanceof Uint32Array ? 'u' : column instanceof Float64Array ? 'n' : 's';
  const { coding, bytes } = shortest(column);
  return {
    $: coding,
    as,
    length: column.length,
    bytes: bytes.coded.length,
    data: base64(bytes.compressed),
  };
}

interface Coded {
  readonly coded: Uint8Array;
  readonly compressed: Uint8Array;
}

function shortest(column: Column): { coding: Coding; bytes: Coded } {
  const squeezed = (coded: Uint8Array): Coded => ({ coded, compressed: compressed(coded) });
  if (!column.every((value) => isWhole(value))) {
    const coding = column instanceof Float32Array ? 'g' : 'f';
    return { coding, bytes: squeezed(bytePlanes(column)) };
  }
  const candidates: { coding: Coding; bytes: Coded }[] = [
    { coding: 'v', bytes: squeezed(variableLength(column, false)) },
    { coding: 'd', bytes: squeezed(variableLength(column, true)) },
  ];
  const bits = bitsOf(column);
  if (bits !== null) candidates.push({ coding: 'b', bytes: squeezed(bitFields(column, bits)) });
  return candidates.reduce((best, one) =>
    one.bytes.compressed.length < best.bytes.compressed.length ? one : best,
  );
}

/** Fields of more bits would be read with more than one multiplication. */
const WIDEST_FIELD = 24;

/** Bits of the largest; null where one is negative or too large. */
function bitsOf(column: Column): number | null {
  let most = 0;
  for (let k = 0; k < column.length; k++) {
    if (column[k] < 0 || column[k] >= 2 ** WIDEST_FIELD) return null;
    if (column[k] > most) most = column[k]!;
  }
  return 32 - Math.clz32(most);
}

/** The first byte is the width; fields follow each other, the lowest bits first. */
function bitFields(column: Column, bits: number): Uint8Array {
  const bytes = new Uint8Array(1 + Math.ceil((column.length * bits) / 8));
  bytes[0] = bits;
  let at = 1;
  let held = 0;
  let heldBits = 0;
  for (let k = 0; k < column.length; k++) {
    held |= column[k] << heldBits;
    heldBits += bits;
    for (; heldBits >= 8; heldBits -= 8) {
      bytes[at++] = held & 255;
      held >>>= 8;
    }
  }
  if (heldBits > 0) bytes[at] = held;
  return bytes;
}

/** Small enough that twice a difference is exact. */
const MOST_WHOLE = 2 ** 51;

function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= MOST_WHOLE && !Object.is(value, -0);
}

/** Seven bits a byte, the lowest first; signed numbers in turn: 0, -1, 1, -2, ... */
function variableLength(column: Column, differences: boolean): Uint8Array {
  let bytes = new Uint8Array(2 * column.length + 16);
  let length = 0;
  let before = 0;
  for (let k = 0; k < column.length; k++) {
    const value = differences ? column[k] - before : column[k];
    before = column[k];
    let left = value < 0 ? -2 * value - 1 : 2 * value;
    if (length + 10 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length);
      larger.set(bytes);
      bytes = larger;
    }
    while (left >= 128) {
      bytes[length++] = 128 + (left % 128);
      left = Math.floor(left / 128);
    }
    bytes[length++] = left;
  }
  return bytes.subarray(0, length);
}

/** All first bytes, then all second ones, ...: exponents are alike. Little-endian. */
function bytePlanes(column: Column): Uint8Array {
  const width = column instanceof Float32Array ? 4 : 8;
  const view = new DataView(new ArrayBuffer(8));
  const bytes = new Uint8Array(width * column.length);
  for (let k = 0; k < column.length; k++) {
    if (width === 4) view.setFloat32(0, column[k], true);
    else view.setFloat64(0, column[k], true);
    for (let plane = 0; plane < width; plane++) bytes[plane * column.length + k] = view.getUint8(plane);
  }
  return bytes;
}

/** A multiple of three, so that pieces join without padding between them. */
const PIECE = 3 * 4096;

function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))));
  return pieces.join('');
}
