/** One number where all are equal. */
export function oneOrAll(column: ArrayLike<number>): number | number[] {
  if (column.length === 0) return [];
  for (let i = 1; i < column.length; i++) if (column[i] !== column[0]) return Array.from(column);
  return column[0];
}
