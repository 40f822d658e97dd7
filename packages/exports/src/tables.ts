/**
 * Every format that a placement is written in. `--to`, `nmap formats` and docs/formats.md read this table: a new format
 * is its folder and one line here. Nothing is loaded before it is written.
 */
import { aboutCsv } from './csv/about.ts';
import { aboutCsvEdges } from './csv-edges/about.ts';
import type { ExporterAbout, ExporterEntry } from './exporter.ts';
import { aboutGexf } from './gexf/about.ts';
import { aboutGraphml } from './graphml/about.ts';
import { aboutHmetisPartition } from './hmetis-partition/about.ts';
import { aboutMetisPartition } from './metis-partition/about.ts';
import { aboutNir } from './nir/about.ts';
import { aboutNoxim } from './noxim/about.ts';
import { aboutPynn } from './pynn/about.ts';
import { aboutSanaFe } from './sana-fe/about.ts';

const exporters = [
  { ...aboutCsv, load: async () => (await import('./csv/index.ts')).csv },
  { ...aboutCsvEdges, load: async () => (await import('./csv-edges/index.ts')).csvEdges },
  { ...aboutMetisPartition, load: async () => (await import('./metis-partition/index.ts')).metisPartition },
  {
    ...aboutHmetisPartition,
    load: async () => (await import('./hmetis-partition/index.ts')).hmetisPartition,
  },
  { ...aboutGexf, load: async () => (await import('./gexf/index.ts')).gexf },
  { ...aboutGraphml, load: async () => (await import('./graphml/index.ts')).graphml },
  { ...aboutNir, load: async () => (await import('./nir/index.ts')).nir },
  { ...aboutNoxim, load: async () => (await import('./noxim/index.ts')).noxim },
  { ...aboutPynn, load: async () => (await import('./pynn/index.ts')).pynn },
  { ...aboutSanaFe, load: async () => (await import('./sana-fe/index.ts')).sanaFe },
] as const satisfies readonly ExporterEntry[];

export type ExportFormat = (typeof exporters)[number]['name'];

export const EXPORT_TABLE: readonly ExporterEntry<ExportFormat>[] = exporters;

/** What `--to` takes. */
export const EXPORT_FORMATS: readonly ExportFormat[] = exporters.map(({ name }) => name);

export type { ExporterAbout };

export function exportFormat(name: ExportFormat): ExporterEntry<ExportFormat> {
  return EXPORT_TABLE.find((format) => format.name === name)!;
}
