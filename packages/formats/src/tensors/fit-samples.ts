import { sizeOf } from '@nmap/dnn';
import { shapeText } from '../models/graph/refusal.ts';
import { inputError, type ViolationList } from '../input-error.ts';
import type { DataArray } from './data-array.ts';

export interface FittedSamples {
  readonly count: number;
  /** Value i of a sample as the model's file orders it is value from[i] of a sample here; null: the same. */
  readonly from: Uint32Array | null;
}

/**
 * How the samples of an array fill an input: shapes that differ only in axes of one entry are alike, a
 * flat sample takes any shape of its size, and an image with its channels on the other side is turned.
 */
export function fitSamples(
  array: DataArray,
  input: readonly number[],
  where: string,
  notes: ViolationList,
): FittedSamples {
  const { shape } = array;
  const [count, ...sample] = shape;
  const size = sizeOf(input);
  if (shape.length > 0 && sizeOf(sample) === size) {
    const from = orderOf(sample, input);
    if (from !== undefined) {
      if (from !== null) {
        const [here, there] = sample[0] === input[2] ? ['first', 'last'] : ['last', 'first'];
        notes.note(
          'W1806',
          where,
          `its images have their channels ${here}, the model takes them ${there}: they are turned.`,
        );
      }
      return { count, from };
    }
  }
  if (sizeOf(shape) === size && orderOf(shape, input) === null) return { count: 1, from: null };
  const wanted = shapeText(input);
  throw inputError(
    'E1845',
    where,
    shape.length === 0
      ? `it is a single number; the model needs samples of the shape ${wanted}.`
      : `its ${count} samples have the shape ${shapeText(sample)}, ${sizeOf(sample)} numbers; the model needs ${wanted}, ${size} numbers.`,
    'Give the data in the shape that the model was trained on: samples first, then the shape of one.',
  );
}

/** null: in order; undefined: does not fit. */
function orderOf(sample: readonly number[], input: readonly number[]): Uint32Array | null | undefined {
  const long = (shape: readonly number[]): number[] => shape.filter((length) => length !== 1);
  const here = long(sample);
  const there = long(input);
  const alike = here.length === there.length && here.every((length, axis) => length === there[axis]);
  if (alike || here.length <= 1 || there.length <= 1) return null;
  if (sample.length !== 3 || input.length !== 3) return undefined;
  const [a, b, c] = sample;
  if (a === input[1] && b === input[2] && c === input[0]) return turned(a * b, c, 'to-first');
  if (a === input[2] && b === input[0] && c === input[1]) return turned(b * c, a, 'to-last');
  return undefined;
}

function turned(pixels: number, channels: number, direction: 'to-first' | 'to-last'): Uint32Array {
  return Uint32Array.from({ length: pixels * channels }, (_, i) =>
    direction === 'to-first'
      ? (i % pixels) * channels + Math.floor(i / pixels)
      : (i % channels) * pixels + Math.floor(i / channels),
  );
}
