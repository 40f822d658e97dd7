import type { GraphFormatEntry } from './graph-format.ts';
import type { ContentOfNetwork, FormatAbout } from './network-format.ts';

/** One format, in words: a row of `nmap formats` and of docs/formats.md. */
export interface FormatRow {
  /** What `--from` takes. */
  readonly name: string;
  readonly called: string;
  readonly content: string;
  /** Of file names; empty where none says what a file is. */
  readonly endings: string;
  readonly recognised: string;
  readonly reads: string;
  /** Of a network, by `nmap convert --to`; null where it is only read. */
  readonly writes: string | null;
  readonly limits: string;
}

const CONTENT: Readonly<Record<ContentOfNetwork, string>> = {
  json: 'JSON',
  hdf5: 'HDF5',
  text: 'text',
  xml: 'XML',
};

/** Formats of networks, in the order of their table. */
export function networkRows(table: readonly FormatAbout[]): readonly FormatRow[] {
  return table.map(({ name, called, content, ending, recognised, reads, writes, limits }) => ({
    name,
    called,
    content: CONTENT[content],
    endings: endingsOf(ending),
    recognised,
    reads,
    writes: writes ?? null,
    limits,
  }));
}

/** Formats of graphs whose nodes are clusters. */
export function graphRows(
  table: readonly GraphFormatEntry[],
): readonly Pick<FormatRow, 'name' | 'called' | 'content' | 'endings'>[] {
  return table.map(({ name, called, content, ending }) => ({
    name,
    called,
    content: CONTENT[content],
    endings: endingsOf(ending),
  }));
}

/** `.csv, .tsv` of the pattern that tells them. */
function endingsOf(ending: RegExp | undefined): string {
  if (ending === undefined) return '';
  const words = ending.source.replace(/^\\\.\(?/, '').replace(/\)?\$$/, '');
  return words
    .split('|')
    .map((word) => `.${word.replaceAll('\\', '')}`)
    .join(', ');
}
