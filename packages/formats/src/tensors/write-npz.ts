import { sizeOf } from '@nmap/dnn';
import { invariant } from '@nmap/ir';
import type { DataArray, NumberColumn } from './data-array.ts';

/** The bytes of a `.npy` file, version 1, row-major. */
export function writeNpy(shape: readonly number[], values: NumberColumn): Uint8Array {
  invariant(
    sizeOf(shape) === values.length,
    `an array of ${values.length} numbers has the shape [${shape.join(', ')}]`,
  );
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const head = `{'descr': '${descriptorOf(values)}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Numbers begin at a multiple of 64 bytes.
  const padded = head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11) + '\n';
  const bytes = new Uint8Array(10 + padded.length + values.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 0xff, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + padded.length);
  return bytes;
}

/** The bytes of an `.npz` file; the same for the same arrays. */
export async function writeNpz(arrays: readonly DataArray[]): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  const files = arrays.map(({ name, shape, values }) => [`${name}.npy`, writeNpy(shape, values)] as const);
  // The first moment that a zip archive can say, in place of a clock.
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date(1980, 0, 1) });
}

function descriptorOf(values: NumberColumn): string {
  if (values instanceof Uint8Array) return '|u1';
  if (values instanceof Int8Array) return '|i1';
  const kind =
    values instanceof Float32Array || values instanceof Float64Array
      ? 'f'
      : values instanceof Uint16Array || values instanceof Uint32Array
        ? 'u'
        : 'i';
  return `<${kind}${values.BYTES_PER_ELEMENT}`;
}
