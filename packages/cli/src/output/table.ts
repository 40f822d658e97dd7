import { printable } from '@nmap/kernels';
import { displayWidth } from './display-width.ts';
import { fitColumns } from './fit-columns.ts';
import { wrap } from './wrap.ts';

const GAP = '  ';

/**
 * A table without borders: readable in a terminal, in a log and after `cut`. Numbers go to
 * the right. Where it is wider than the terminal, columns of text are wrapped; where even
 * that is too wide, every row becomes a block of `name  value` lines. Linear in the cells.
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
  const widths = fitColumns([names, ...cells], columns ?? Infinity, GAP.length);
  if (widths === 'too narrow') return stacked(names, cells, columns!);
  return [names, ...cells].map((row) => laidOut(row, widths, numeric)).join('');
}

/** One row, as many lines as its cell of most lines. */
function laidOut(row: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width).split('\n'));
  const height = cells.reduce((most, { length }) => Math.max(most, length), 1);
  let text = '';
  for (let at = 0; at < height; at++) {
    const line = cells.map((lines, column) => padded(lines[at] ?? '', widths[column], numeric[column]));
    text += `${line.join(GAP).trimEnd()}\n`;
  }
  return text;
}

function padded(text: string, width: number, toTheRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return toTheRight ? blanks + text : text + blanks;
}

function stacked(names: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const nameWidth = Math.max(...names.map(displayWidth));
  const width = Math.max(10, columns - nameWidth - GAP.length);
  const toTheLeft = [false, false];
  const block = (row: readonly string[]): string =>
    names
      .map((name, column) => [name, broken(row[column] ?? '', width)])
      // What has neither name nor value was only room in the table.
      .filter(([name, value]) => name !== '' || value !== '')
      .map((pair) => laidOut(pair, [nameWidth, width], toTheLeft))
      .join('');
  return rows.map(block).join('\n');
}

/** A value may be one long word, a path or a list: it is broken rather than too wide. */
function broken(text: string, width: number): string {
  const piecesOf = (word: string): string => {
    let pieces = '';
    let taken = 0;
    for (const character of word) {
      taken += displayWidth(character);
      if (taken > width) {
        pieces += ' ';
        taken = displayWidth(character);
      }
      pieces += character;
    }
    return pieces;
  };
  return text.split(' ').map(piecesOf).join(' ');
}
