import { printable } from '@nmap/kernels';
import type { Comparison } from '../ab/comparison.ts';
import { changeTables, movedTable } from '../ab/comparison-tables.ts';
import { formatIn } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Cell, Table } from '../model/table.ts';
import {
  energyTable,
  flowTable,
  limitTable,
  noteLines,
  passTable,
  populationTable,
  stepTable,
} from '../views/tables.ts';
import { topLists } from '../views/top-lists.ts';
import { countTable, verdictOf } from '../views/verdict.ts';

/** How a terminal lays a table out: names and cells are text already. */
export type TableRenderer = (names: readonly string[], rows: readonly (readonly string[])[]) => string;

/** What the page of a report says, for a terminal. */
export function textOf(report: Report, render: TableRenderer): string {
  const { named } = report;
  const { state, proof, headlines, binding } = verdictOf(report);
  const step = stepTable(report);
  const ofNetwork = named.ofClusters
    ? []
    : [energyTable(report), populationTable(report), flowTable(report), ...(step === null ? [] : [step])];
  return [
    `${printable(named.network)} on ${printable(named.hardware)}\n${state}: ${proof}\n`,
    render(
      ['', '', ''],
      headlines.map(({ label, value, note }) => [label, value, note]),
    ),
    ...binding.map((sentence) => `${sentence}\n`),
    ...[countTable(report), ...topLists(report), limitTable(report), ...ofNetwork, passTable(report)].map(
      (table) => textOfTable(table, render),
    ),
    `\n${noteLines(report).map(printable).join('\n')}\n`,
  ].join('');
}

/** What two placements differ in. */
export function textOfComparison(
  {
    before,
    after,
    comparison,
  }: { readonly before: Report; readonly after: Report; readonly comparison: Comparison },
  render: TableRenderer,
): string {
  const { named } = after;
  return [
    `${printable(named.network)} on ${printable(named.hardware)}: A and B, both legal\n`,
    ...[...changeTables(before, after), movedTable(comparison)].map((table) => textOfTable(table, render)),
  ].join('');
}

function textOfTable({ title, columns, rows }: Table, render: TableRenderer): string {
  const cells = rows.map((row) => row.map((cell, at) => textOfCell(cell, columns[at].unit)));
  return `\n${title}\n${render(
    columns.map(({ name }) => name),
    cells,
  )}`;
}

function textOfCell(cell: Cell, unit: string): string {
  if (typeof cell === 'string') return printable(cell);
  return cell === null ? '-' : formatIn(unit, cell);
}
