import { graphFormatRows, networkFormatRows, type FormatRow } from '@nmap/formats/tables';
import { renderTable } from './table.ts';

/** The formats of networks, or the one of a name. */
export function formatTable(name?: string): readonly FormatRow[] {
  return networkFormatRows().filter((row) => name === undefined || row.name === name);
}

export function describeFormats(columns: number | null): string {
  const networks = renderTable(
    ['network (--from)', 'content', 'endings', 'recognised by', 'what comes from it'],
    networkFormatRows().map(({ name, content, endings, recognised, reads }) => [
      name,
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
  return `${networks}\n${graphs}\nAny of them may be packed with gzip. nmap formats NAME says what a format lacks; trained networks (ONNX, Keras, TensorFlow.js) are read by nmap convert.\n`;
}

export function describeFormat(row: FormatRow, columns: number | null): string {
  const rows = Object.entries({
    called: row.called,
    content: row.content,
    endings: row.endings || 'none of its own',
    'recognised by': row.recognised,
    read: row.reads,
    limits: row.limits,
  });
  return renderTable(['format', row.name], rows, columns);
}
