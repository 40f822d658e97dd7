import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';

const sorted = new WeakMap<Uint32Array, boolean>();

/**
 * The first core of a tile, where cores are numbered tile by tile, as in every chip that is read from a file: those of a
 * tile are first(tile) .. first(tile + 1) - 1, found by bisection. null for any other numbering.
 */
export function firstCoreOf({ tileOf: column, coreCount }: Target): ((tile: number) => number) | null {
  const tileOf = raw(column);
  let isSorted = sorted.get(tileOf);
  if (isSorted === undefined) sorted.set(tileOf, (isSorted = isAscending(tileOf)));
  if (!isSorted) return null;
  return (tile) => {
    let low = 0;
    let high = coreCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (tileOf[middle] < tile) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function isAscending(values: Uint32Array): boolean {
  for (let k = 1; k < values.length; k++) if (values[k] < values[k - 1]) return false;
  return true;
}
