import { headlineTables, type Summary, type Table } from '@nmap/compare';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** The tables of a comparison that a terminal has room for; the rest is in its files. */
export function renderComparison(summary: Summary, columns: number | null): string {
  const tables = headlineTables(summary).map((table) => renderNamed(table, columns));
  const notes = summary.notes.map((note) => `${wrap(note, columns)}\n`);
  return [...tables, notes.join('')].filter((text) => text !== '').join('\n');
}

function renderNamed({ title, columns: head, rows, notes }: Table, columns: number | null): string {
  const names = head.map(({ name }) => name);
  const below = notes.map((note) => `${wrap(note, columns)}\n`).join('');
  return `${title}\n${renderTable(names, rows, columns)}${below}`;
}
