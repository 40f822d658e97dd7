import { grouped, inputError, quoted, type ViolationList } from '../input-error.ts';
import type { DataArray } from './data-array.ts';
import type { DatasetOptions } from './dataset-file.ts';
import type { TensorFile } from './read-tensor.ts';

const SAMPLES = ['x', 'images', 'image', 'data', 'inputs', 'input', 'features', 'samples', 'arr_0'];
const LABELS = ['y', 'labels', 'label', 'targets', 'target', 'classes', 'arr_1'];

/** `x_test`, `test_images`, `xtest`: the names of a split of a stem, in lower case. */
function namesOf(stem: string, split: string): string[] {
  return [`${stem}_${split}`, `${split}_${stem}`, `${stem}${split}`, `${split}${stem}`];
}

/** The arrays of samples and of labels in one file; labels null where there are none. */
export function chooseArrays(
  file: TensorFile,
  options: DatasetOptions,
  notes: ViolationList,
): { samples: DataArray; labels: DataArray | null } {
  if (file.format === 'csv') return columnsOf(file, options, notes);
  if (options.samples !== undefined) {
    const samples = file.arrays.find(({ name }) => name === options.samples);
    if (samples === undefined) {
      throw inputError(
        'E1844',
        file.name,
        `there is no array ${quoted(options.samples)}.`,
        `It holds ${listed(file)}.`,
      );
    }
    return { samples, labels: namedLike(file, LABELS, [options.split ?? '']) };
  }
  if (file.arrays.length === 1) return { samples: file.arrays[0], labels: null };
  const splits = options.split === undefined ? ['', 'test', 'train', 'val'] : [options.split];
  for (const split of splits) {
    const samples = namedLike(file, SAMPLES, [split]);
    if (samples === null) continue;
    const other = split === 'test' && namedLike(file, SAMPLES, ['train']) !== null;
    if (other) {
      notes.note(
        'W1804',
        file.name,
        `samples are taken from ${quoted(samples.name)}; the training samples beside it are left alone.`,
      );
    }
    return { samples, labels: namedLike(file, LABELS, [split]) };
  }
  throw inputError(
    'E1844',
    file.name,
    `none of its arrays is called ${options.split === undefined ? 'x' : `x_${options.split}`}: ${listed(file)}.`,
    'Write the samples as x and the labels as y: numpy.savez("data.npz", x=x, y=y).',
  );
}

/** The labels in a file of their own. */
export function chooseLabels(file: TensorFile, options: DatasetOptions): DataArray {
  if (file.arrays.length === 1) return file.arrays[0];
  const found = namedLike(
    file,
    LABELS,
    options.split === undefined ? ['', 'test', 'train'] : [options.split],
  );
  if (found !== null) return found;
  throw inputError(
    'E1844',
    file.name,
    `none of its arrays is called y or labels: ${listed(file)}.`,
    'Write the labels as y.',
  );
}

function namedLike(file: TensorFile, stems: readonly string[], splits: readonly string[]): DataArray | null {
  for (const split of splits) {
    for (const stem of stems) {
      const names = split === '' ? [stem] : namesOf(stem, split);
      const found = file.arrays.find(({ name }) => names.includes(name.toLowerCase()));
      if (found !== undefined) return found;
    }
  }
  return null;
}

function listed(file: TensorFile): string {
  return file.arrays
    .slice(0, 12)
    .map(({ name, shape }) => `${quoted(name)} [${shape.join(', ')}]`)
    .join(', ');
}

/** Samples and labels of a table: a column called label, or the one that a table of one column too many begins with. */
function columnsOf(
  file: TensorFile,
  options: DatasetOptions,
  notes: ViolationList,
): { samples: DataArray; labels: DataArray | null } {
  const [table] = file.arrays;
  const [count, width] = table.shape;
  const size = options.input?.shape.reduce((product, length) => product * length, 1);
  const column = labelColumn(file, width, size, options, notes);
  if (column === null) return { samples: table, labels: null };
  const labels = new Float64Array(count);
  const values = new Float64Array(count * (width - 1));
  for (let row = 0, to = 0; row < count; row++) {
    for (let k = 0; k < width; k++) {
      const value = table.values[row * width + k];
      if (k === column) labels[row] = value;
      else values[to++] = value;
    }
  }
  return {
    samples: { name: '', shape: [count, width - 1], values },
    labels: { name: 'label', shape: [count], values: labels },
  };
}

function labelColumn(
  file: TensorFile,
  width: number,
  size: number | undefined,
  options: DatasetOptions,
  notes: ViolationList,
): number | null {
  const { columns } = file;
  const { labelColumn: asked } = options;
  if (asked !== undefined) {
    const at = asked === 'first' ? 0 : asked === 'last' ? width - 1 : (columns?.indexOf(asked) ?? -1);
    if (at >= 0) return at;
    throw inputError(
      'E1844',
      file.name,
      `there is no column ${quoted(asked)}.`,
      columns === null
        ? 'The file has no header: name the first or the last.'
        : `Its columns are ${columns.slice(0, 12).map(quoted).join(', ')}.`,
    );
  }
  const named =
    columns?.findIndex((name) => /^(label|labels|class|classes|target|y|digit|category)$/i.test(name)) ?? -1;
  if (named >= 0) return named;
  if (size === undefined || width !== size + 1) return null;
  const [{ values }] = file.arrays;
  const isWhole = (column: number): boolean => {
    for (let i = column; i < values.length; i += width)
      if (!(Number.isInteger(values[i]) && values[i] >= 0)) return false;
    return true;
  };
  const column = isWhole(0) ? 0 : width - 1;
  notes.warn(
    'W1803',
    file.name,
    `it has ${grouped(width)} columns, a sample ${grouped(size)} numbers: the ${column === 0 ? 'first' : 'last'} column is taken for the labels.`,
    { hint: 'Call the column "label" in a header to be sure.' },
  );
  return column;
}
