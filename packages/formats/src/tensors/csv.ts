import { inputError, quoted, ViolationList } from '../input-error.ts';
import type { DataArray } from './data-array.ts';

/** A table of numbers; names of its columns where the first line has them. */
export interface CsvTable extends DataArray {
  readonly columns: readonly string[] | null;
}

/** Strings hold half a billion characters at most. */
const MAX_BYTES = 500_000_000;

/** The table of a CSV, TSV or blank-separated file; lines that begin with # are comments. */
export function readCsv(bytes: Uint8Array, where: string): CsvTable {
  if (bytes.length > MAX_BYTES) {
    throw inputError(
      'E1843',
      where,
      'a text of more than 500 MB is not read.',
      'Write it as .npz (numpy.savez_compressed).',
    );
  }
  const lines = new TextDecoder('utf-8')
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => isContent(line));
  if (first < 0)
    throw inputError('E1843', where, 'the file holds no line of numbers.', 'Was it written completely?');
  const separator = separatorOf(lines[first]);
  const head = cellsOf(lines[first], separator);
  const isHeader =
    head.some((cell) => cell === '' || !Number.isFinite(Number(cell))) &&
    !head.every((cell) => /^(nan|inf)/i.test(cell));
  const columns = isHeader ? head.map((cell) => cell.replace(/^"(.*)"$/, '$1')) : null;
  const violations = new ViolationList();
  const width = head.length;
  const rows: Float64Array[] = [];
  for (let at = isHeader ? first + 1 : first; at < lines.length; at++) {
    if (!isContent(lines[at])) continue;
    const cells = cellsOf(lines[at], separator);
    if (cells.length !== width) {
      violations.error(
        'E1843',
        `${where}:${at + 1}`,
        `the line has ${cells.length} columns, the first one ${width}.`,
        {
          have: cells.length,
          need: width,
          hint: 'Every line is one sample, with the same number of columns.',
        },
      );
      continue;
    }
    const row = new Float64Array(width);
    for (let column = 0; column < width; column++) {
      const cell = cells[column];
      const value = cell === '' ? NaN : Number(cell.replace(/^"(.*)"$/, '$1'));
      if (!Number.isFinite(value)) {
        violations.error(
          'E1843',
          `${where}:${at + 1}`,
          `column ${column + 1} holds ${quoted(cell)}, no number.`,
          {
            hint: 'Fill in what is missing; classes are whole numbers from 0.',
          },
        );
      }
      row[column] = value;
    }
    rows.push(row);
  }
  violations.throwIfFailed(where);
  if (rows.length === 0)
    throw inputError(
      'E1843',
      where,
      'the file holds a header and no line of numbers.',
      'Was it written completely?',
    );
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, k) => {
    values.set(row, k * width);
  });
  return { name: '', shape: [rows.length, width], values, columns };
}

function isContent(line: string): boolean {
  return line.trim() !== '' && !line.startsWith('#');
}

function separatorOf(line: string): string | RegExp {
  return [',', ';', '\t'].find((mark) => line.includes(mark)) ?? /\s+/;
}

function cellsOf(line: string, separator: string | RegExp): string[] {
  return line
    .trim()
    .split(separator)
    .map((cell) => cell.trim());
}
