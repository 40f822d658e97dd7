import { EXPORT_TABLE, type ExporterAbout } from '@nmap/exports/tables';
import { graphFormatRows, networkFormatRows, type FormatRow } from '@nmap/formats/tables';
import { renderTable } from './table.ts';

/** The formats of networks, or the one of a name. */
export function formatTable(name?: string): readonly FormatRow[] {
  return networkFormatRows().filter((row) => name === undefined || row.name === name);
}

export function describeFormats(columns: number | null): string {
  const networks = renderTable(
    ['network (--from)', 'written', 'content', 'endings', 'recognised by', 'what comes from it'],
    networkFormatRows().map(({ name, content, endings, recognised, reads, writes }) => [
      name,
      writes === null ? '' : 'yes',
      content,
      endings,
      recognised,
      reads,
    ]),
    columns,
  );
  const graphs = renderTable(
    ['graph of clusters (--clusters --from)', 'content', 'endings'],
    graphFormatRows().map(({ name, content, endings }) => [name, content, endings]),
    columns,
  );
  const exports = renderTable(
    ['placement (nmap export --to)', 'what', 'written'],
    EXPORT_TABLE.map(({ name, called, files }) => [name, called, filesText(files)]),
    columns,
  );
  return `${networks}\n${graphs}\n${exports}\nAny network or graph may be packed with gzip. Written: by nmap convert --to. nmap formats NAME says what a format lacks; trained networks (ONNX, Keras, TensorFlow.js) are read by nmap convert.\n`;
}

/** The formats of placements of a name: some are called like one that is read. */
export function exportTable(name?: string): readonly ExporterAbout[] {
  return EXPORT_TABLE.filter((row) => name === undefined || row.name === name).map(
    ({ name, called, files, holds, limits }) => ({ name, called, files, holds, limits }),
  );
}

export function describeExport(
  { name, called, files, holds, limits }: ExporterAbout,
  columns: number | null,
): string {
  const rows = Object.entries({ called, written: filesText(files), holds, limits });
  return renderTable(['placement', name], rows, columns);
}

function filesText(files: readonly string[] | null): string {
  return files === null ? 'one file' : `a folder: ${files.join(', ')}`;
}

export function describeFormat(row: FormatRow, columns: number | null): string {
  const rows = Object.entries({
    called: row.called,
    content: row.content,
    endings: row.endings || 'none of its own',
    'recognised by': row.recognised,
    read: row.reads,
    written: row.writes ?? 'no',
    limits: row.limits,
  });
  return renderTable(['format', row.name], rows, columns);
}
