import type { Diagnostic } from '@nmap/ir';

/** Faults of one file that are worded; the rest is counted. */
export const MOST_LISTED = 200;

/** Says how many faults are not listed; null where all are. */
export function unlistedNote(count: number, where: string): Diagnostic | null {
  if (count <= 0) return null;
  const message = `and ${count.toLocaleString('en-US')} more violations.`;
  return { code: 'E1000', severity: 'error', where, message };
}
