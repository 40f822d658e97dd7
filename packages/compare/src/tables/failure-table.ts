import type { Summary } from '../summary/summary.ts';
import { numbers, words, type Table } from './table.ts';

/** What did not end in a verified placement, by mapper, instance and kind; null where all did. */
export function failureTable({ instances }: Summary): Table | null {
  const rows = instances.flatMap(({ label, cells }) =>
    cells.flatMap(({ mapper, failures, missing }) => [
      ...failures.map(({ kind, count, code, message }) => [
        mapper,
        label,
        kind,
        String(count),
        shortened([code, message].filter((part) => part !== null).join(' ')),
      ]),
      ...(missing === 0 ? [] : [[mapper, label, 'not run', String(missing), '']]),
    ]),
  );
  if (rows.length === 0) return null;
  return {
    id: 'failures',
    title: 'Failures, which no mean counts',
    columns: [words('mapper'), words('instance'), words('kind'), numbers('runs'), words('first of them')],
    rows: rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)),
    notes: [],
  };
}

const MOST = 160;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= MOST ? line : `${line.slice(0, MOST)}...`;
}
