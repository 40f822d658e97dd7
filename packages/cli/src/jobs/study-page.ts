import {
  headlineTables,
  markdownOf,
  resultTables,
  timeTables,
  type ResultFile,
  type Summary,
} from '@nmap/compare';
import { reportPage } from '@nmap/report';

/** A comparison as one page that opens from disk: its tables, narrowed to a network where one wants, and its plots. */
export function studyPage(summary: Summary, plots: readonly ResultFile[]): string {
  const { mappers, baseline, notes, instances } = summary;
  const tables = resultTables(summary);
  const data = {
    title: `${mappers.length} mappers against ${baseline}`,
    notes,
    tables: [...tables, ...timeTables(summary)],
    figures: plots.map(({ name, text }) => ({ name: name.replace(/^plots\/|\.svg$/g, ''), svg: text })),
    networks: [...new Set(instances.map(({ network }) => network.name))],
  };
  const text = markdownOf(data.title, headlineTables(summary), notes);
  return reportPage('study', { title: 'Comparison of mappers', data, text });
}
