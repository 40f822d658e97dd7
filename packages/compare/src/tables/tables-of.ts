import type { Summary } from '../summary/summary.ts';
import { failureTable } from './failure-table.ts';
import { instanceTable } from './instance-table.ts';
import { overallTables } from './overall-tables.ts';
import { overviewTable } from './overview-table.ts';
import type { Table } from './table.ts';

/** The tables that the same records always give: nothing in them depends on where or when a run was made. */
export function resultTables(summary: Summary): Table[] {
  const failures = failureTable(summary);
  return [
    overviewTable(summary),
    ...(failures === null ? [] : [failures]),
    ...summary.metrics.flatMap((metric) => overallTables(metric, summary)),
    ...summary.metrics.map((metric) => instanceTable(metric, summary)),
  ];
}

/** Time and memory; none where no record says what its run took. */
export function timeTables(summary: Summary): Table[] {
  const { times } = summary;
  if (times === null) return [];
  return [
    ...times.metrics.flatMap((metric) => overallTables(metric, summary)),
    ...times.metrics.map((metric) => instanceTable(metric, summary)),
  ];
}

/** What a terminal has room for. */
export function headlineTables(summary: Summary): Table[] {
  const failures = failureTable(summary);
  const [first] = summary.metrics;
  return [
    ...(summary.metrics.length === 0 ? [] : overallTables(first, summary)),
    overviewTable(summary),
    ...(failures === null ? [] : [failures]),
  ];
}
