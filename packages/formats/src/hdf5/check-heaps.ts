/** Bytes of the header of a heap, and of each object in it. */
const HEADER_BYTES = 16;
const SIGNATURE = 'GCOL';

/**
 * Whether every global heap of a file, which holds its texts, can be walked to its end. The library steps from object
 * to object by the sizes that stand in the file, and free space that says it has no size would hold it for ever.
 * **Source** HDF5 File Format Specification 3.0, III.E. Objects are aligned to 8 bytes; index 0 is free space, whose
 * size includes its header. Linear in the bytes.
 */
export function heapsAreWalkable(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(SIGNATURE); at >= 0; at = buffer.indexOf(SIGNATURE, at + 1)) {
    if (at + HEADER_BYTES > buffer.length || buffer[at + 4] !== 1) continue;
    const end = at + Number(buffer.readBigUInt64LE(at + 8));
    if (end > buffer.length) continue;
    let object = at + HEADER_BYTES;
    while (object + HEADER_BYTES <= end) {
      const size = Number(buffer.readBigUInt64LE(object + 8));
      const isFree = buffer.readUInt16LE(object) === 0;
      const need = isFree ? size : HEADER_BYTES + Math.ceil(size / 8) * 8;
      if (need < HEADER_BYTES || object + need > end) return false;
      object += need;
    }
  }
  return true;
}
