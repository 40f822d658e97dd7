/**
 * Takes away what a failure does not need: pieces of half the input, of a quarter, down to single bytes,
 * as long as it fails and tries are left.
 * @param {Buffer} bytes @param {(bytes: Buffer) => Promise<boolean>} fails @param {number} tries
 */
export async function shrink(bytes, fails, tries) {
  let least = bytes;
  for (let size = Math.ceil(bytes.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < least.length;) {
      if (tries-- <= 0) return least;
      const shorter = Buffer.concat([least.subarray(0, from), least.subarray(from + size)]);
      if (await fails(shorter)) least = shorter;
      else from += size;
    }
  }
  return least;
}
