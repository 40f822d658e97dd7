import { displayWidth } from './display-width.ts';

/**
 * Widths under which a table fits: the widest columns that can be wrapped give way first,
 * none below its longest word.
 * @param rows the head and all rows.
 * @param columns characters of a line; `gap` of them between two columns.
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  columns: number,
  gap: number,
): number[] | 'too narrow' {
  const count = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const widths = new Array<number>(count).fill(1);
  const least = new Array<number>(count).fill(1);
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column], displayWidth(cell));
      for (const word of cell.split(' ')) least[column] = Math.max(least[column], displayWidth(word));
    });
  }
  const gaps = gap * (count - 1);
  let excess = sum(widths) + gaps - columns;
  if (excess > 0 && sum(least) + gaps > columns) return 'too narrow';
  while (excess > 0) {
    let most = -1;
    for (let column = 0; column < count; column++)
      if (widths[column] > least[column] && (most < 0 || widths[column] > widths[most])) most = column;
    widths[most]--;
    excess--;
  }
  return widths;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
