/** Bytes that {@link isUtf16} wants to see. */
export const ENCODING_BYTES = 4;

/** True for text in UTF-16 of either byte order: a byte order mark, or every other byte of the first four is 0. */
export function isUtf16(start: Uint8Array): boolean {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return true;
  if (start.length < ENCODING_BYTES) return false;
  const bigEndian = start[0] === 0 && start[1] !== 0 && start[2] === 0 && start[3] !== 0;
  const littleEndian = start[0] !== 0 && start[1] === 0 && start[2] !== 0 && start[3] === 0;
  return bigEndian || littleEndian;
}
