import { Rng } from '@nmap/kernels';
import type { DataSet } from '../data-set.ts';
import { dnnError } from '../dnn-error.ts';
import { DIGIT_SIDE, drawDigit } from './draw-digit.ts';

export interface DrawnDigitsOptions {
  /** Number of samples. */
  readonly count: number;
  readonly seed?: number;
  /** Index of the first sample: what lies apart shares no sample. */
  readonly first?: number;
}

const MOST_SAMPLES = 1_000_000;

/**
 * Digits of 28 x 28 drawn from strokes: a data set that needs no file. Sample i depends on the seed
 * and i alone, so that the first thousand are the same in any number of samples; classes are
 * drawn like everything else. Bytes stand for [0, 1]. Cost: about 0.1 ms a sample.
 */
export function drawnDigits({ count, seed = 1, first = 0 }: DrawnDigitsOptions): DataSet {
  if (!Number.isInteger(count) || count < 1 || count > MOST_SAMPLES) {
    throw dnnError(
      'E1733',
      'drawn digits',
      `${count} samples were asked for`,
      `Ask for 1 to ${MOST_SAMPLES}.`,
    );
  }
  const size = DIGIT_SIDE * DIGIT_SIDE;
  const values = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  const pixels = new Float64Array(size);
  for (let sample = 0; sample < count; sample++) {
    const rng = Rng.fork(seed, 'dnn/drawn-digits', first + sample);
    labels[sample] = rng.below(10);
    drawDigit(labels[sample], rng, pixels);
    for (let i = 0; i < size; i++) values[sample * size + i] = Math.round(255 * pixels[i]);
  }
  return {
    name: 'drawn digits',
    shape: [1, DIGIT_SIDE, DIGIT_SIDE],
    count,
    values,
    scale: 1 / 255,
    labels,
    classes: 10,
  };
}
