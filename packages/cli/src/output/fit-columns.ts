/**
 * Widths under which a table fits: the widest columns that can be wrapped give way first,
 * none below its longest word. null = it fits as it is.
 * @param rows the head and all rows.
 * @param columns characters of a line; `gap` of them between two columns.
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  columns: number,
  gap: number,
): number[] | null | 'too narrow' {
  const count = Math.max(...rows.map(({ length }) => length));
  const widest = (measure: (cell: string) => number): number[] =>
    Array.from({ length: count }, (_, column) =>
      Math.max(1, ...rows.map((row) => measure(row[column] ?? ''))),
    );
  const widths = widest(({ length }) => length);
  const least = widest((cell) => Math.max(0, ...cell.split(' ').map(({ length }) => length)));
  let excess = sum(widths) + gap * (count - 1) - columns;
  if (excess <= 0) return null;
  if (sum(least) + gap * (count - 1) > columns) return 'too narrow';
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
