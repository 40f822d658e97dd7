import { basename } from 'node:path';
import { sizeOf, type DataSet } from '@nmap/dnn';
import { contentHash } from '@nmap/kernels';
import { grouped, inputError, numberText, quoted, ViolationList } from '../input-error.ts';
import { shapeText } from '../models/graph/refusal.ts';
import { chooseArrays, chooseLabels } from './choose-arrays.ts';
import type { DataArray } from './data-array.ts';
import type { DatasetFile, DatasetOptions } from './dataset-file.ts';
import { fitSamples } from './fit-samples.ts';
import { readLabels } from './read-labels.ts';
import { readTensor, type TensorFile } from './read-tensor.ts';

/**
 * Reads samples, and labels where there are any, in the order of a model's input. Numbers stay as they
 * are unless a scale is given. Throws `NmapError('input')` where they do not fit.
 */
export async function readDataset(path: string, options: DatasetOptions = {}): Promise<DatasetFile> {
  const file = await readTensor(path);
  const labelFile = options.labels === undefined ? null : await readTensor(options.labels);
  return makeDataset(file, labelFile, options);
}

/** The labels in a file of their own, one for each sample. @throws NmapError (input) where they are no classes. */
export async function readLabelFile(path: string, classes: number): Promise<Int32Array> {
  const file = await readTensor(path);
  const array = chooseLabels(file, {});
  return readLabels(array, array.shape[0] ?? 0, classes, labelPlace(file, array)).labels;
}

/** The data set of files that were read before. */
export function makeDataset(
  file: TensorFile,
  labelFile: TensorFile | null,
  options: DatasetOptions = {},
): DatasetFile {
  const notes = new ViolationList();
  const chosen = chooseArrays(file, options, notes);
  const { samples } = chosen;
  const where = samples.name === '' ? file.name : `${file.name}: ${quoted(samples.name)}`;
  const input = options.input ?? { shape: samples.shape.slice(1), order: null };
  if (!(sizeOf(input.shape) >= 1)) {
    throw inputError(
      'E1844',
      where,
      `its samples hold no number: its shape is ${shapeText(samples.shape)}.`,
      'Was it written completely?',
    );
  }
  const { count, from } = fitSamples(samples, input.shape, where, notes);
  if (count === 0) throw inputError('E1844', where, 'it holds no sample.', 'Was it written completely?');
  const values = ordered(numbersOf(samples, where), count, composed(input.order, from));
  const labelArray = labelFile === null ? chosen.labels : chooseLabels(labelFile, options);
  const labelled =
    labelArray === null
      ? { labels: null, classes: options.classes ?? 0 }
      : readLabels(labelArray, count, options.classes ?? null, labelPlace(labelFile ?? file, labelArray));
  const scale = options.scale ?? 1;
  if (!(Number.isFinite(scale) && scale !== 0)) {
    throw inputError(
      'E1845',
      file.name,
      `the scale is ${numberText(scale)}; a number other than 0 is needed.`,
      'For bytes that stand for 0 to 1 give 1/255.',
    );
  }
  if (values instanceof Uint8Array && options.scale === undefined && values.some((value) => value > 1)) {
    notes.warn('W1805', where, 'its numbers are bytes, from 0 to 255, and are taken as they are.', {
      hint: 'A model that was trained on numbers from 0 to 1 needs the scale 1/255 (--scale 1/255).',
    });
  }
  const data: DataSet = {
    name: basename(file.name),
    shape: options.layerShape ?? shapeOfLayer(input.shape),
    count,
    values,
    scale,
    ...labelled,
  };
  return { data, sha256: meaningOf(data), fileSha256: file.fileSha256, diagnostics: notes.notes };
}

function labelPlace(file: TensorFile, { name }: DataArray): string {
  return name === '' ? file.name : `${file.name}: ${quoted(name)}`;
}

/** An image, or a vector. */
function shapeOfLayer(shape: readonly number[]): readonly number[] {
  return shape.length === 3 ? shape : [sizeOf(shape)];
}

/** Bytes as they are, anything else in single precision; every number finite. */
function numbersOf({ values, shape }: DataArray, where: string): Uint8Array | Float32Array {
  if (values instanceof Uint8Array) return values;
  const single = values instanceof Float32Array ? values : Float32Array.from(values);
  for (let i = 0; i < single.length; i++) {
    if (Number.isFinite(single[i])) continue;
    const size = single.length / (shape[0] ?? 1);
    throw inputError(
      'E1847',
      where,
      `number ${grouped(i % size)} of sample ${grouped(Math.floor(i / size))} is ${numberText(values[i])}.`,
      'Every number must be finite: repair or leave out the sample.',
    );
  }
  return single;
}

/** First the order of the file, then that of the layer. */
function composed(layer: Uint32Array | null, file: Uint32Array | null): Uint32Array | null {
  if (layer === null || file === null) return layer ?? file;
  return layer.map((place) => file[place]);
}

function ordered<Values extends Uint8Array | Float32Array>(
  values: Values,
  count: number,
  from: Uint32Array | null,
): Values {
  if (from === null) return values;
  const result = values.slice();
  for (let sample = 0, at = 0; sample < count; sample++) {
    const start = sample * from.length;
    for (let i = 0; i < from.length; i++) result[at++] = values[start + from[i]];
  }
  return result as Values;
}

/** SHA-256 of samples, labels and scale. */
function meaningOf({ shape, count, values, scale, labels, classes }: DataSet): string {
  return contentHash({
    shape,
    count,
    scale,
    classes,
    type: values instanceof Uint8Array ? 'bytes' : 'singles',
    values: wordsOf(values),
    labels: labels === null ? null : Uint32Array.from(labels),
  });
}

/** The same memory as words, where it lies as such. */
function wordsOf(values: Uint8Array | Float32Array): Uint32Array {
  if (values.byteOffset % 4 === 0 && values.byteLength % 4 === 0) {
    return new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
  }
  const padded = new Uint8Array(Math.ceil(values.byteLength / 4) * 4);
  padded.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return new Uint32Array(padded.buffer);
}
