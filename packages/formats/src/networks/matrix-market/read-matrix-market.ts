import type { ByteReader } from '../../clusters/cluster-graph.ts';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import { textLines } from '../common/text-lines.ts';

interface Banner {
  readonly field: 'real' | 'double' | 'integer' | 'pattern';
  readonly symmetry: 'general' | 'symmetric' | 'skew-symmetric';
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly entries: number;
  readonly where: string;
}

const MAX_NEURONS = 1 << 26;
const MAX_ENTRIES = 2 ** 31 - 1;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads a sparse matrix as synapses from rows to columns. Of a symmetric matrix one triangle is listed, and each entry
 * off the diagonal is a synapse in both directions, with the opposite sign where it is skew-symmetric.
 */
export function readMatrixMarket({ fileName }: ImportContext): ByteReader<ReadNetwork> {
  const violations = new ViolationList();
  const synapses = new SynapseColumns();
  let banner: Banner | null = null;
  let size: Size | null = null;
  let entries = 0;

  return textLines(fileName, {
    line(text, line, where) {
      if (line === 1) {
        banner = bannerOf(text, where);
        return;
      }
      const trimmed = text.trim();
      if (trimmed === '' || trimmed.startsWith('%')) return;
      if (size === null) size = sizeOf(trimmed, banner!, where);
      else {
        entries++;
        entry(trimmed.split(/[ \t]+/), banner!, size, where);
      }
    },
    finish(end) {
      if (size === null)
        throw inputError(
          'E1089',
          end,
          'the file ends before the size line "rows columns entries".',
          'Was it written completely?',
        );
      if (entries !== size.entries) {
        violations.error(
          'E1089',
          size.where,
          `the file has ${grouped(entries)} entries, its size line promises ${grouped(size.entries)}.`,
          {
            have: entries,
            need: size.entries,
            unit: 'entries',
            hint: 'Was it written completely?',
          },
        );
      }
      violations.throwIfFailed(fileName);
      const { rows, columns } = size;
      const square = rows === columns;
      violations.note(
        'W1864',
        fileName,
        `a synapse runs from the row to the column${banner!.symmetry === 'general' ? '' : `, and back: the matrix is ${banner!.symmetry}`}.`,
      );
      const populations = square
        ? [{ id: NEURONS, size: rows }]
        : [
            { id: 'rows', size: rows },
            { id: 'columns', size: columns },
          ];
      const projection = square ? listOf(NEURONS, NEURONS, synapses) : listOf('rows', 'columns', synapses);
      return finishNetwork(populations, [projection], fileName, violations);
    },
  });

  function entry(
    fields: readonly string[],
    { field, symmetry }: Banner,
    { rows, columns }: Size,
    where: string,
  ): void {
    const need = field === 'pattern' ? 2 : 3;
    if (fields.length !== need) {
      violations.error(
        'E1083',
        where,
        `the entry has ${grouped(fields.length)} ${fields.length === 1 ? 'field' : 'fields'}, a ${field} matrix ${need}.`,
        {
          have: fields.length,
          need,
          unit: 'fields',
        },
      );
      return;
    }
    const [row, column] = fields.map(Number);
    for (const [what, value, most, text] of [
      ['row', row, rows, fields[0]],
      ['column', column, columns, fields[1]],
    ] as const) {
      if (/^\d+$/.test(text) && value >= 1 && value <= most) continue;
      violations.error(
        'E1085',
        where,
        `the ${what} ${quoted(text)} is not a number from 1 to ${grouped(most)}.`,
      );
      return;
    }
    const value = need === 2 ? null : NUMBER.test(fields[2]) ? Number(fields[2]) : NaN;
    if (value !== null && (!Number.isFinite(value) || (field === 'integer' && !Number.isInteger(value)))) {
      violations.error(
        'E1084',
        where,
        `the value ${quoted(fields[2])} is no ${field === 'integer' ? 'whole ' : ''}number.`,
      );
      return;
    }
    if (symmetry !== 'general' && row < column) {
      violations.error(
        'E1089',
        where,
        `the entry ${row}, ${column} is above the diagonal of a ${symmetry} matrix.`,
        {
          hint: 'Such a matrix lists its lower triangle only: row >= column. If both halves are there, it is general.',
        },
      );
      return;
    }
    synapses.push(row - 1, column - 1, value);
    if (symmetry !== 'general' && row !== column)
      synapses.push(column - 1, row - 1, value === null || symmetry === 'symmetric' ? value : -value);
  }
}

function bannerOf(text: string, where: string): Banner {
  const words = text.trim().toLowerCase().split(/\s+/);
  const allowed: readonly (readonly string[])[] = [
    ['%%matrixmarket'],
    ['matrix'],
    ['coordinate'],
    ['real', 'double', 'integer', 'pattern'],
    ['general', 'symmetric', 'skew-symmetric'],
  ];
  allowed.forEach((choice, k) => {
    if (choice.includes(words[k])) return;
    throw inputError(
      'E1089',
      where,
      `the banner has ${words[k] === undefined ? 'nothing' : quoted(words[k])} where ${choice.join(' or ')} was expected.`,
      words[k] === 'array'
        ? 'Write it with the word coordinate: one line "row column value" for each entry that is not 0.'
        : 'It begins with a line such as %%MatrixMarket matrix coordinate real general.',
    );
  });
  if (words.length > 5) throw inputError('E1089', where, `the banner has ${words.length} words, not 5.`);
  return { field: words[3] as Banner['field'], symmetry: words[4] as Banner['symmetry'] };
}

function sizeOf(text: string, { symmetry }: Banner, where: string): Size {
  const fields = text.split(/[ \t]+/);
  const wrong = (message: string): Error =>
    inputError('E1089', where, message, 'The first line that is no comment is: rows columns entries.');
  if (fields.length !== 3 || !fields.every((field) => /^\d{1,15}$/.test(field)))
    throw wrong(`the size line ${quoted(text)} is not three whole numbers.`);
  const [rows, columns, entries] = fields.map(Number);
  if (rows < 1 || columns < 1) throw wrong('the matrix has no rows, or no columns.');
  if (symmetry !== 'general' && rows !== columns)
    throw wrong(
      `a ${symmetry} matrix is square; this one has ${grouped(rows)} rows and ${grouped(columns)} columns.`,
    );
  if (rows > MAX_NEURONS || columns > MAX_NEURONS)
    throw wrong(
      `${grouped(Math.max(rows, columns))} neurons are more than the ${grouped(MAX_NEURONS)} that can be read.`,
    );
  if (entries > MAX_ENTRIES)
    throw wrong(`${grouped(entries)} entries are more than ${grouped(MAX_ENTRIES)}.`);
  return { rows, columns, entries, where };
}
