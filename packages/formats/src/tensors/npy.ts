import { inputError, quoted } from '../input-error.ts';
import { stridedPositions, stridesOf } from '../models/graph/signal.ts';
import {
  WIDE_INTEGERS,
  readElements,
  type DataArray,
  type ElementType,
  type NumberColumn,
} from './data-array.ts';
import { halfToNumber } from './half.ts';

export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

const MAX_AXES = 32;

/** Code of an array that is sound and holds no numbers: in an archive it may stand beside some that do. */
export const NO_NUMBERS = 'E1848';

/** Types of NumPy by kind and bytes: `<f4` is `f4` in little-endian order. */
const TYPES: Readonly<Record<string, ElementType>> = {
  b1: { bytes: 1, make: (n) => new Uint8Array(n), at: (v, b) => v.getUint8(b) },
  u1: { bytes: 1, make: (n) => new Uint8Array(n), at: (v, b) => v.getUint8(b) },
  i1: { bytes: 1, make: (n) => new Int8Array(n), at: (v, b) => v.getInt8(b) },
  u2: { bytes: 2, make: (n) => new Uint16Array(n), at: (v, b, little) => v.getUint16(b, little) },
  i2: { bytes: 2, make: (n) => new Int16Array(n), at: (v, b, little) => v.getInt16(b, little) },
  u4: { bytes: 4, make: (n) => new Uint32Array(n), at: (v, b, little) => v.getUint32(b, little) },
  i4: { bytes: 4, make: (n) => new Int32Array(n), at: (v, b, little) => v.getInt32(b, little) },
  u8: WIDE_INTEGERS.unsigned,
  i8: WIDE_INTEGERS.signed,
  f2: {
    bytes: 2,
    make: (n) => new Float32Array(n),
    at: (v, b, little) => halfToNumber(v.getUint16(b, little)),
  },
  f4: { bytes: 4, make: (n) => new Float32Array(n), at: (v, b, little) => v.getFloat32(b, little) },
  f8: { bytes: 8, make: (n) => new Float64Array(n), at: (v, b, little) => v.getFloat64(b, little) },
};

/**
 * The array of a `.npy` file, versions 1 to 3.
 * **Source** NEP 1, "A simple file format for NumPy arrays".
 * @param where names the file, for messages.
 */
export function readNpy(bytes: Uint8Array, where: string, name: string): DataArray {
  const broken = (message: string): Error =>
    inputError('E1840', where, message, 'Was it written completely? Write it again with numpy.save.');
  if (!NPY_MAGIC.every((byte, k) => bytes[k] === byte)) {
    throw broken('this is no array of NumPy (.npy): it does not begin with \\x93NUMPY.');
  }
  const major = bytes[6];
  if (!(major >= 1 && major <= 3)) throw broken(`its version is ${major ?? 'cut off'}; 1 to 3 are read.`);
  const lengthBytes = major === 1 ? 2 : 4;
  const headerAt = 8 + lengthBytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerAt) throw broken(`it ends after ${bytes.length} bytes, in its header.`);
  const headerBytes = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerAt + headerBytes > bytes.length) {
    throw broken(
      `its header has ${headerBytes} bytes, the file ends after ${bytes.length - headerAt} of them.`,
    );
  }
  const header = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(headerAt, headerAt + headerBytes),
  );
  const { descriptor, fortran, shape } = readHeader(header, where);
  const [, byteOrder, kind] = /^([<>|=])(.+)$/.exec(descriptor) ?? [null, '', descriptor];
  const type = TYPES[kind];
  if (type === undefined) {
    throw inputError(
      NO_NUMBERS,
      where,
      kind.startsWith('O')
        ? 'it holds objects of Python, not numbers.'
        : `its numbers are of the type ${quoted(descriptor)}, which is not read.`,
      'Write it as float32 or uint8: numpy.save(name, x.astype("float32")).',
    );
  }
  // The letter = means the writer's own order: little-endian on every machine of today.
  const little = byteOrder !== '>';
  const values = readElements(bytes.subarray(headerAt + headerBytes), shape, type, { little, where });
  return { name, shape, values: fortran ? rowMajor(values, shape, type) : values };
}

/** The three entries of the dictionary of Python that a header is. */
function readHeader(
  header: string,
  where: string,
): { descriptor: string; fortran: boolean; shape: number[] } {
  const structured = /'descr'\s*:\s*\[/.test(header);
  if (structured) {
    throw inputError(
      NO_NUMBERS,
      where,
      'it holds records with several fields, not numbers.',
      'Write each field as an array of its own (numpy.savez).',
    );
  }
  const descriptor = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(header)?.[1];
  const fortran = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(header)?.[1];
  const lengths = /['"]shape['"]\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (descriptor === undefined || fortran === undefined || lengths === undefined) {
    throw inputError(
      'E1840',
      where,
      `its header ${quoted(header.trim())} lacks ${descriptor === undefined ? 'descr' : fortran === undefined ? 'fortran_order' : 'shape'}.`,
      'Write it again with numpy.save.',
    );
  }
  const shape = lengths
    .split(',')
    .map((length) => length.replace(/L/, '').trim())
    .filter((length) => length !== '')
    .map((length) => (/^\d+$/.test(length) ? Number(length) : -1));
  if (shape.some((length) => !Number.isSafeInteger(length) || length < 0)) {
    throw inputError(
      'E1840',
      where,
      `its shape is (${lengths.slice(0, 60).trim()}).`,
      'Write it again with numpy.save.',
    );
  }
  if (shape.length > MAX_AXES) {
    throw inputError(
      'E1840',
      where,
      `it has ${shape.length} axes, at most ${MAX_AXES} are read.`,
      'Reshape it before it is written.',
    );
  }
  return { descriptor, fortran: fortran === 'True', shape };
}

/** Values whose first axis runs fastest, put in the order in which the last one does. */
function rowMajor(values: NumberColumn, shape: readonly number[], type: ElementType): NumberColumn {
  const reversed = stridesOf([...shape].reverse()).reverse();
  const positions = stridedPositions(shape, reversed, 0, values.length);
  const ordered = type.make(values.length);
  for (let i = 0; i < positions.length; i++) ordered[i] = values[positions[i]];
  return ordered;
}
