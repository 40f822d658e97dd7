import type { DnnFault } from '../dnn-error.ts';

/** Says where an array of parameters has another length, or holds what is no finite number. */
export function checkNumbers(
  where: string,
  what: 'weights' | 'biases' | 'factors' | 'terms',
  array: Float32Array,
  length: number,
  faults: DnnFault[],
): void {
  if (array.length !== length) {
    faults.push({ code: 'E1705', where, message: `has ${array.length} ${what}, needs ${length}` });
  }
  let first = -1;
  let count = 0;
  for (let i = 0; i < array.length; i++) {
    if (Number.isFinite(array[i])) continue;
    if (count++ === 0) first = i;
  }
  if (count === 0) return;
  faults.push({
    code: 'E1706',
    where,
    message: `${count} of ${array.length} ${what} are no finite numbers; the first, at index ${first}, is ${array[first]}`,
    hint: 'Training diverged, or the file is damaged: export the model again.',
  });
}
