import { startsFromCounts, type Csr } from '@nmap/kernels';

/** Rows of distinct ascending targets, and how often each was repeated; null where none was. */
export interface MergedRows extends Csr {
  readonly multiplicity: Uint32Array | null;
}

/** Below this length insertion beats the set-up of the native sort; by measurement. */
const SHORT_ROW = 24;

/**
 * Sorts each row and merges repeated targets, inside `target`, which is used up.
 * Rows that ascend already are only read. O(m log d) for m entries in rows of length d.
 */
export function mergeRows(start: Uint32Array, target: Uint32Array): MergedRows {
  const repeats = sortRows(start, target);
  if (repeats === 0) return { start, target, multiplicity: null };

  const rowCount = start.length - 1;
  const multiplicity = new Uint32Array(target.length - repeats);
  const lengths = new Uint32Array(rowCount);
  let write = 0;
  for (let row = 0; row < rowCount; row++) {
    const first = write;
    for (let e = start[row]; e < start[row + 1]; e++) {
      // Entries behind `write` are already taken: it never overtakes `e`.
      if (write > first && target[write - 1] === target[e]) {
        multiplicity[write - 1]++;
      } else {
        target[write] = target[e]!;
        multiplicity[write] = 1;
        write++;
      }
    }
    lengths[row] = write - first;
  }
  return { start: startsFromCounts(lengths), target: target.slice(0, write), multiplicity };
}

/** Returns the number of entries that repeat the one before. */
function sortRows(start: Uint32Array, target: Uint32Array): number {
  let repeats = 0;
  for (let row = 0; row < start.length - 1; row++) {
    const first = start[row];
    const end = start[row + 1];
    if (!ascends(target, first, end)) {
      if (end - first <= SHORT_ROW) insertionSort(target, first, end);
      else target.subarray(first, end).sort();
    }
    for (let e = first + 1; e < end; e++) if (target[e] === target[e - 1]) repeats++;
  }
  return repeats;
}

function ascends(values: Uint32Array, first: number, end: number): boolean {
  for (let i = first + 1; i < end; i++) if (values[i] < values[i - 1]) return false;
  return true;
}

function insertionSort(values: Uint32Array, first: number, end: number): void {
  for (let i = first + 1; i < end; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= first && values[j] > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
}
