import { inputError } from '../input-error.ts';
import { readElements, type DataArray, type ElementType } from './data-array.ts';

/** Types by the third byte. */
const TYPES: Readonly<Record<number, ElementType>> = {
  0x08: { bytes: 1, make: (n) => new Uint8Array(n), at: (v, b) => v.getUint8(b) },
  0x09: { bytes: 1, make: (n) => new Int8Array(n), at: (v, b) => v.getInt8(b) },
  0x0b: { bytes: 2, make: (n) => new Int16Array(n), at: (v, b) => v.getInt16(b) },
  0x0c: { bytes: 4, make: (n) => new Int32Array(n), at: (v, b) => v.getInt32(b) },
  0x0d: { bytes: 4, make: (n) => new Float32Array(n), at: (v, b) => v.getFloat32(b) },
  0x0e: { bytes: 8, make: (n) => new Float64Array(n), at: (v, b) => v.getFloat64(b) },
};

/** True where bytes begin like an IDX file: two zeros, a type, a number of axes. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2] in TYPES && bytes[3] >= 1;
}

/**
 * The array of an IDX file, as MNIST is given out: big-endian.
 * **Source** Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", file formats.
 */
export function readIdx(bytes: Uint8Array, where: string): DataArray {
  const type = TYPES[bytes[2]];
  const rank = bytes[3];
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) {
    throw inputError(
      'E1842',
      where,
      `its ${rank} lengths need ${headerBytes} bytes of header, the file has ${bytes.length}.`,
      'Was it written or downloaded completely?',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const values = readElements(bytes.subarray(headerBytes), shape, type, { little: false, where });
  return { name: '', shape, values };
}
