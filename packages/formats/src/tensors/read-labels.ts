import { grouped, inputError, numberText } from '../input-error.ts';
import type { DataArray } from './data-array.ts';

/**
 * labels[sample] = class, from numbers or from rows with a single 1.
 * @param classes that the model tells apart; null: as many as the labels name.
 */
export function readLabels(
  array: DataArray,
  count: number,
  classes: number | null,
  where: string,
): { readonly labels: Int32Array; readonly classes: number } {
  const { shape, values } = array;
  const rows = shape[0] ?? 0;
  const width = shape.slice(1).reduce((product, length) => product * length, 1);
  if (rows !== count || shape.length === 0) {
    throw inputError(
      'E1846',
      where,
      `there are ${grouped(rows)} labels for ${grouped(count)} samples.`,
      'Give one label for each sample: are both of the same split?',
    );
  }
  const labels = new Int32Array(count);
  for (let sample = 0; sample < count; sample++) {
    const label = width === 1 ? values[sample] : placeOfOne(values, sample * width, width);
    if (label < 0 && width > 1) {
      throw inputError(
        'E1846',
        where,
        `row ${grouped(sample)} of ${width} numbers has no single 1 among zeros.`,
        'Labels are class numbers from 0, or rows with a 1 at the class.',
      );
    }
    if (!Number.isInteger(label) || label < 0 || label >= 2 ** 31) {
      throw inputError(
        'E1846',
        where,
        `label ${grouped(sample)} is ${numberText(label)}.`,
        'Labels are class numbers: whole, from 0.',
      );
    }
    if (classes !== null && label >= classes) {
      throw inputError(
        'E1846',
        where,
        `label ${grouped(sample)} is ${label}; the model tells ${classes} classes apart, 0 to ${classes - 1}.`,
        label === classes
          ? 'Labels count from 0: subtract 1 where they count from 1.'
          : 'Are these labels of another data set?',
      );
    }
    labels[sample] = label;
  }
  let most = width > 1 ? width : 0;
  for (const label of labels) if (label >= most) most = label + 1;
  return { labels, classes: classes ?? most };
}

/** Place of the only 1; -1 where the row is not one of zeros and a 1. */
function placeOfOne(values: ArrayLike<number>, start: number, width: number): number {
  let place = -1;
  for (let k = 0; k < width; k++) {
    const value = values[start + k];
    if (value === 0) continue;
    if (value !== 1 || place >= 0) return -1;
    place = k;
  }
  return place;
}
