import type { Numbers } from './report.ts';

/** The largest, at least 0. */
export function mostOf(column: Numbers): number {
  let most = 0;
  for (let at = 0; at < column.length; at++) if (column[at] > most) most = column[at]!;
  return most;
}

export function sumOf(column: Numbers): number {
  let sum = 0;
  for (let at = 0; at < column.length; at++) sum += column[at];
  return sum;
}
