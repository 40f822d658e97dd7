import type { Numbers } from '../model/report.ts';

/** On more cores than these a report keeps seven digits of what is no integer. */
export const MANY_CORES = 100_000;

/** A column in the order of a report, as small an array as holds it. */
export function ordered(column: ArrayLike<number>, order: Uint32Array): Numbers {
  const length = order.length;
  let whole = true;
  for (let k = 0; k < length; k++) {
    const value = column[order[k]];
    if (value >>> 0 !== value) {
      whole = false;
      break;
    }
  }
  const numbers = whole
    ? new Uint32Array(length)
    : length > MANY_CORES
      ? new Float32Array(length)
      : new Float64Array(length);
  for (let k = 0; k < length; k++) numbers[k] = column[order[k]];
  return numbers;
}

export function orderedIds(column: ArrayLike<number>, order: Uint32Array): Uint32Array {
  return Uint32Array.from(order, (at) => column[at]);
}
