/** Words of a double in memory, whatever the byte order of the machine. */
const HIGH = new Uint8Array(new Float64Array([1]).buffer)[7] === 0x3f ? 1 : 0;

/**
 * Makes a sorter of ids by descending key, ties by ascending id. Keys must be positive: then
 * the high word of a double orders them, up to ties that a last pass of insertions resolves.
 * Three counting passes over 11 bits each, scratch allocated once.
 *
 * @returns sort(ids, keys, length): orders ids[0 .. length - 1] by keys[id].
 */
export function sortDescending(
  capacity: number,
): (ids: Uint32Array, keys: Float64Array, length: number) => void {
  const words = new Uint32Array(capacity);
  const wordsOut = new Uint32Array(capacity);
  const idsOut = new Uint32Array(capacity);
  const counts = new Uint32Array(2048);

  return (ids, keys, length) => {
    const view = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
    // Complemented, so that an ascending sort is a descending one.
    for (let k = 0; k < length; k++) words[k] = ~view[2 * ids[k] + HIGH] >>> 0;
    countingPass(words, ids, wordsOut, idsOut, length, 0, counts);
    countingPass(wordsOut, idsOut, words, ids, length, 11, counts);
    countingPass(words, ids, wordsOut, idsOut, length, 22, counts);
    for (let k = 0; k < length; k++) {
      const id = idsOut[k];
      const key = keys[id];
      let at = k;
      while (at > 0) {
        const before = ids[at - 1];
        if (keys[before] > key || (keys[before] === key && before < id)) break;
        ids[at] = before;
        at--;
      }
      ids[at] = id;
    }
  };
}

function countingPass(
  words: Uint32Array,
  ids: Uint32Array,
  wordsOut: Uint32Array,
  idsOut: Uint32Array,
  length: number,
  shift: number,
  counts: Uint32Array,
): void {
  counts.fill(0);
  for (let k = 0; k < length; k++) counts[(words[k] >>> shift) & 2047]++;
  let sum = 0;
  for (let digit = 0; digit < 2048; digit++) {
    const count = counts[digit];
    counts[digit] = sum;
    sum += count;
  }
  for (let k = 0; k < length; k++) {
    const slot = counts[(words[k] >>> shift) & 2047]++;
    wordsOut[slot] = words[k]!;
    idsOut[slot] = ids[k]!;
  }
}
