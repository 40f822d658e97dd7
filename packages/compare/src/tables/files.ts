/**
 * A summary as files. What comes from the results alone stands in `summary.*` and `overall.csv`, the same bytes for the same
 * placements; time and memory, never the same twice, stand in `times.*`.
 */
import type { Summary } from '../summary/summary.ts';
import { instancesCsv, overallCsv } from './csv.ts';
import { latexOf } from './latex.ts';
import { markdownOf } from './markdown.ts';
import { resultTables, timeTables } from './tables-of.ts';

export interface ResultFile {
  /** Below the folder of the comparison. */
  readonly name: string;
  readonly text: string;
}

export function summaryFiles(summary: Summary): ResultFile[] {
  const { times, ...results } = summary;
  const tables = resultTables(summary);
  const files = [
    { name: 'summary.json', text: jsonOf(results) },
    { name: 'summary.csv', text: instancesCsv(summary.metrics, summary) },
    { name: 'overall.csv', text: overallCsv(summary.metrics) },
    { name: 'summary.md', text: markdownOf('Comparison of mappers', tables, summary.notes) },
    { name: 'summary.tex', text: latexOf(tables) },
  ];
  if (times === null) return files;
  const timed = timeTables(summary);
  return [
    ...files,
    { name: 'times.json', text: jsonOf(times) },
    { name: 'times.csv', text: instancesCsv(times.metrics, summary) },
    { name: 'times.md', text: markdownOf('Time and memory of the runs', timed, hostNotes(times.hosts)) },
    { name: 'times.tex', text: latexOf(timed) },
  ];
}

function hostNotes(hosts: readonly string[]): string[] {
  const few =
    hosts.length <= 5 ? hosts.join(', ') : `${hosts.slice(0, 5).join(', ')} and ${hosts.length - 5} more`;
  return [
    `Measured on ${few}; ${hosts.length > 1 ? 'machines may differ in speed, ' : ''}other work on a machine moves these numbers.`,
  ];
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
