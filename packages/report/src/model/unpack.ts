import { decompressed } from './lempel-ziv.ts';
import type { Packed } from './pack.ts';

/** The value of `packJson`, its typed arrays restored. */
export function unpackJson(text: string): unknown {
  return JSON.parse(text, (_, item: unknown) => (isPacked(item) ? unpacked(item) : item));
}

function isPacked(item: unknown): item is Packed {
  return typeof item === 'object' && item !== null && '$' in item && 'data' in item;
}

function unpacked(packed: Packed): Uint32Array | Float64Array | Float32Array {
  const { $: coding, as, length, bytes, data } = packed;
  const column =
    as === 'u' ? new Uint32Array(length) : as === 'n' ? new Float64Array(length) : new Float32Array(length);
  const coded = decompressed(fromBase64(data), bytes);
  if (coding === 'b') readFields(coded, column);
  else if (coding === 'f' || coding === 'g') readPlanes(coded, column, coding === 'g' ? 4 : 8);
  else readVariableLength(coded, column, coding === 'd');
  return column;
}

type Column = Uint32Array | Float64Array | Float32Array;

function readVariableLength(coded: Uint8Array, column: Column, differences: boolean): void {
  let at = 0;
  let before = 0;
  for (let k = 0; k < column.length; k++) {
    let value = 0;
    let scale = 1;
    let byte = coded[at++];
    for (; byte >= 128; byte = coded[at++]) {
      value += (byte - 128) * scale;
      scale *= 128;
    }
    value += byte * scale;
    const signed = value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    before = differences ? before + signed : signed;
    column[k] = before;
  }
}

function readFields(coded: Uint8Array, column: Column): void {
  const bits = coded[0];
  const mask = 2 ** bits - 1;
  let at = 1;
  let held = 0;
  let heldBits = 0;
  for (let k = 0; k < column.length; k++) {
    for (; heldBits < bits; heldBits += 8) held |= coded[at++] << heldBits;
    column[k] = held & mask;
    held >>>= bits;
    heldBits -= bits;
  }
}

function readPlanes(coded: Uint8Array, column: Column, width: number): void {
  const view = new DataView(new ArrayBuffer(8));
  const { length } = column;
  for (let k = 0; k < length; k++) {
    for (let plane = 0; plane < width; plane++) view.setUint8(plane, coded[plane * length + k]);
    column[k] = width === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }
}

function fromBase64(text: string): Uint8Array {
  const valueOf = new Uint8Array(128);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let k = 0; k < 64; k++) valueOf[digits.charCodeAt(k)] = k;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, k = 0; at < text.length; at += 4) {
    const three =
      (valueOf[text.charCodeAt(at)] << 18) |
      (valueOf[text.charCodeAt(at + 1)] << 12) |
      (valueOf[text.charCodeAt(at + 2)] << 6) |
      valueOf[text.charCodeAt(at + 3)];
    if (k < bytes.length) bytes[k++] = three >> 16;
    if (k < bytes.length) bytes[k++] = (three >> 8) & 255;
    if (k < bytes.length) bytes[k++] = three & 255;
  }
  return bytes;
}
