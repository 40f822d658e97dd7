import { grouped, inputError } from '../input-error.ts';

/** Numbers of a file in the type that holds them. */
export type NumberColumn =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array as a data file holds it, row-major. 64-bit integers are doubles: exact up to 2^53. */
export interface DataArray {
  /** Empty where the file names none. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: NumberColumn;
}

/** How one type of numbers lies in a file. */
export interface ElementType {
  readonly bytes: number;
  readonly make: (count: number) => NumberColumn;
  readonly at: (view: DataView, byte: number, little: boolean) => number;
}

export const WIDE_INTEGERS = {
  signed: {
    bytes: 8,
    make: (count) => new Float64Array(count),
    at: (view, byte, little) => Number(view.getBigInt64(byte, little)),
  },
  unsigned: {
    bytes: 8,
    make: (count) => new Float64Array(count),
    at: (view, byte, little) => Number(view.getBigUint64(byte, little)),
  },
} satisfies Record<string, ElementType>;

/**
 * The array in `bytes`. Nothing is allocated before the bytes are known to be as many as the shape needs.
 * @param where names file and array, for messages.
 */
export function readElements(
  bytes: Uint8Array,
  shape: readonly number[],
  type: ElementType,
  order: { readonly little: boolean; readonly where: string },
): NumberColumn {
  const { little, where } = order;
  const count = shape.reduce((product, length) => product * length, 1);
  const need = count * type.bytes;
  if (!Number.isSafeInteger(need) || need !== bytes.length) {
    throw inputError(
      'E1840',
      where,
      `its shape [${shape.slice(0, 8).join(', ')}] needs ${grouped(need)} bytes of numbers, the file has ${grouped(bytes.length)}.`,
      need > bytes.length
        ? 'Was it written or downloaded completely?'
        : 'There are more numbers than the shape says: write the file again.',
    );
  }
  const values = type.make(count);
  if (type.bytes === 1 && values instanceof Uint8Array) {
    values.set(bytes);
    return values;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) values[i] = type.at(view, i * type.bytes, little);
  return values;
}
