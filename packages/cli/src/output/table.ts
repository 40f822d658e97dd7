import Table from 'cli-table3';
import { printable } from '@nmap/kernels';
import { fitColumns } from './fit-columns.ts';

const GAP = '  ';
const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
};

/**
 * A table without borders: readable in a terminal, in a log and after `cut`. Numbers go to
 * the right. Where it is wider than the terminal, columns of text are wrapped; where even
 * that is too wide, every row becomes a block of `name  value` lines.
 * @param columns width of the terminal; null = as wide as it is.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | null = null,
): string {
  // Cells hold names from files: none of them may speak to the terminal.
  const cells = rows.map((row) => row.map(printable));
  const names = head.map(printable);
  const numeric = names.map(
    (_, column) => cells.length > 0 && cells.every((row) => /^(?:[-\d].*|unknown|)$/.test(row[column] ?? '')),
  );
  const widths = columns === null ? null : fitColumns([names, ...cells], columns, GAP.length);
  if (widths === 'too narrow') return stacked(names, cells, columns!);
  const table = new Table({
    head: names,
    chars: PLAIN,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: numeric.map((isNumeric) => (isNumeric ? 'right' : 'left')),
    ...(widths === null ? {} : { colWidths: widths, wordWrap: true }),
  });
  table.push(...cells);
  return trimmed(table.toString());
}

function stacked(names: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const nameWidth = Math.max(...names.map(({ length }) => length));
  const width = Math.max(10, columns - nameWidth - GAP.length);
  const blocks = rows.map((row) => {
    const table = new Table({
      chars: PLAIN,
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
      colWidths: [nameWidth, width],
      wordWrap: true,
      // A value may be one long word, a path or a list: it is broken rather than cut off.
      wrapOnWordBoundary: row.every((cell) => cell.split(' ').every(({ length }) => length <= width)),
    });
    // What has neither name nor value was only room in the table.
    const pairs = names.map((name, column) => [name, row[column] ?? '']);
    table.push(...pairs.filter(([name, value]) => name !== '' || value !== ''));
    return trimmed(table.toString());
  });
  return blocks.join('\n');
}

function trimmed(text: string): string {
  return `${text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
