/**
 * Compressed sparse rows: row r owns entries `start[r] .. start[r + 1] - 1` of
 * `target` (and of every other column of the same length).
 */
export interface Csr {
  /** start[row] = first entry of the row; length rowCount + 1. */
  readonly start: Uint32Array;
  /** target[entry] = column index. */
  readonly target: Uint32Array;
}

/** Turns counts[row] into starts, in place of a second pass: returns length counts.length + 1. */
export function startsFromCounts(counts: Uint32Array): Uint32Array {
  const start = new Uint32Array(counts.length + 1);
  let sum = 0;
  for (let row = 0; row < counts.length; row++) {
    start[row] = sum;
    sum += counts[row];
  }
  if (sum > 0xffff_ffff) throw new RangeError(`a CSR holds at most 4,294,967,295 entries, asked for ${sum}`);
  start[counts.length] = sum;
  return start;
}

/**
 * Transposes: entry e of row r with target t becomes an entry of row t with
 * target r. Rows of the result are ascending. `entryOf`, if given, receives for
 * every entry of the result the entry of the input it came from.
 */
export function transpose(csr: Csr, columnCount: number, entryOf?: Uint32Array): Csr {
  const rowCount = csr.start.length - 1;
  const counts = new Uint32Array(columnCount);
  for (let e = 0; e < csr.target.length; e++) counts[csr.target[e]]++;
  const start = startsFromCounts(counts);
  const next = start.slice(0, columnCount);
  const target = new Uint32Array(csr.target.length);
  for (let row = 0; row < rowCount; row++) {
    for (let e = csr.start[row]; e < csr.start[row + 1]; e++) {
      const slot = next[csr.target[e]]++;
      target[slot] = row;
      if (entryOf) entryOf[slot] = e;
    }
  }
  return { start, target };
}
