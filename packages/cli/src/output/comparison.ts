import { headlineTables, timeTables, type Summary, type Table } from '@nmap/compare';
import { printable } from '@nmap/kernels';
import type { Colors } from './colors.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** What a person reads after `compare`: who is ahead by how much and how surely, what failed, what to know before believing it. */
export function renderComparison(
  summary: Summary,
  view: {
    /** Every table of time and memory, too. */
    readonly verbose: boolean;
    readonly colors: Colors;
    readonly columns: number | null;
  },
): string {
  const { mappers, instances, baseline } = summary;
  const { bold } = view.colors;
  const runs = mappers.reduce((sum, mapper) => sum + mapper.runs, 0);
  const title = `${bold(`${mappers.length} mappers`)} against ${bold(printable(baseline))} on ${counted(instances.length, 'instance')}, ${counted(runs, 'run')}`;
  const tables = [...headlineTables(summary), ...(view.verbose ? timeTables(summary) : [])];
  const notes = summary.notes.map((note) => `${wrap(printable(note), view.columns)}\n`);
  return [
    `${wrap(title, view.columns)}\n`,
    ...tables.map((table) => tableText(table, view)),
    ...(notes.length === 0 ? [] : ['\n', ...notes]),
  ].join('');
}

function tableText(
  { title, columns, rows, notes }: Table,
  view: { readonly colors: Colors; readonly columns: number | null },
): string {
  const head = columns.map(({ name }) => name);
  const below = notes.map((note) => `${wrap(printable(note), view.columns)}\n`).join('');
  return `\n${wrap(view.colors.bold(printable(title)), view.columns)}\n${renderTable(head, rows, view.columns)}${below}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
