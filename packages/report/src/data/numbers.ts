import type { Numbers } from '../model/report.ts';

/** On more cores than these a report keeps four digits of what is no integer below a million. */
export const MANY_CORES = 100_000;
const EXACT_BELOW = 2 ** 20;

/** A column in the order of a report, as small an array as holds it. */
export function ordered(column: ArrayLike<number>, order: Uint32Array): Numbers {
  const length = order.length;
  const most = length > MANY_CORES ? EXACT_BELOW : 2 ** 32;
  let whole = true;
  for (let k = 0; k < length && whole; k++) {
    const value = column[order[k]];
    whole = value >>> 0 === value && value < most;
  }
  const numbers = whole
    ? new Uint32Array(length)
    : length > MANY_CORES
      ? new Float32Array(length)
      : new Float64Array(length);
  for (let k = 0; k < length; k++) numbers[k] = column[order[k]];
  if (numbers instanceof Float32Array) roundToFourDigits(numbers);
  return numbers;
}

/** Keeps 12 of 23 bits of the fraction: the others then take no room. */
function roundToFourDigits(numbers: Float32Array): void {
  const words = new Uint32Array(numbers.buffer);
  for (let k = 0; k < words.length; k++) words[k] = (words[k] + 0x400) & ~0x7ff;
}

export function orderedIds(column: ArrayLike<number>, order: Uint32Array): Uint32Array {
  return Uint32Array.from(order, (at) => column[at]);
}
