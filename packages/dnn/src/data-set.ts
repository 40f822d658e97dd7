import { dnnError } from './dnn-error.ts';
import { sizeOf } from './spec.ts';

/** Samples with labels, held flat: what readers of data files and `drawnDigits` make. */
export interface DataSet {
  readonly name: string;
  /** Shape of one sample: [channels, height, width] or [size]. */
  readonly shape: readonly number[];
  /** Number of samples. */
  readonly count: number;
  /** Sample after sample, row-major; a value of a sample is `values[i] * scale`. */
  readonly values: Float32Array | Uint8Array;
  /** 1 / 255 where bytes stand for [0, 1]. */
  readonly scale: number;
  /** labels[sample] = class, from 0; null where the data came without. */
  readonly labels: Uint8Array | Int32Array | null;
  /** Number of classes; 0 without labels. */
  readonly classes: number;
}

/** Writes sample `index` into the first values of `into`. */
export function readSample(data: DataSet, index: number, into: Float64Array | Float32Array): void {
  const size = sizeOf(data.shape);
  const { values, scale } = data;
  const start = index * size;
  for (let i = 0; i < size; i++) into[i] = values[start + i] * scale;
}

/** `count` samples from `start` on; shares the memory of the whole. */
export function sliceOfData(data: DataSet, start: number, count = data.count - start): DataSet {
  const size = sizeOf(data.shape);
  return {
    ...data,
    count,
    values: data.values.subarray(start * size, (start + count) * size),
    labels: data.labels === null ? null : data.labels.subarray(start, start + count),
  };
}

/** Throws where lengths, labels or numbers of `data` contradict each other. */
export function checkDataSet(data: DataSet): void {
  const size = sizeOf(data.shape);
  if (!(size >= 1) || !Number.isInteger(size)) {
    throw dnnError(
      'E1741',
      data.name,
      `a sample has the shape [${data.shape.join(', ')}]`,
      'Lengths are whole and positive.',
    );
  }
  if (data.values.length !== data.count * size) {
    throw dnnError(
      'E1742',
      data.name,
      `has ${data.values.length} values, ${data.count} samples of [${data.shape.join(', ')}] need ${data.count * size}`,
    );
  }
  if (data.values instanceof Float32Array || !Number.isFinite(data.scale)) {
    const bad = Number.isFinite(data.scale) ? data.values.findIndex((value) => !Number.isFinite(value)) : 0;
    if (bad >= 0) {
      throw dnnError(
        'E1743',
        data.name,
        `value ${bad % size} of sample ${Math.floor(bad / size)} is not a finite number`,
        'Every value of every sample must be finite.',
      );
    }
  }
  if (data.labels === null) return;
  if (data.labels.length !== data.count) {
    throw dnnError(
      'E1744',
      data.name,
      `has ${data.labels.length} labels and ${data.count} samples`,
      'Give one label for each sample.',
    );
  }
  const wrong = data.labels.findIndex((label) => label < 0 || label >= data.classes);
  if (wrong >= 0) {
    throw dnnError(
      'E1745',
      data.name,
      `label ${data.labels[wrong]} of sample ${wrong} is none of the ${data.classes} classes`,
      'Labels count from 0.',
    );
  }
}
