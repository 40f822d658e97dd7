import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Exports {
  readonly optionTables: () => readonly { readonly path: string; readonly table: string }[];
  readonly withTable: (text: string, table: string) => string | null;
}

const path = './option-tables.mjs';
const { optionTables, withTable } = (await import(path)) as Exports;
const root = new URL('../../', import.meta.url).pathname;

describe('the options in a README', () => {
  it.each(optionTables())('are those of the schema: $path', ({ path, table }) => {
    const text = readFileSync(root + path, 'utf8');
    // Drifted? npm run docs:options writes it anew.
    expect(withTable(text, table)).toBe(text);
  });

  it.each([
    ['no place', 'text', null],
    ['two places', 'BEGIN END BEGIN END', null],
    ['no end', 'BEGIN', null],
    ['an old table', 'a\nBEGIN\nold\nEND\nb', 'a\nBEGIN\n\nnew\n\nEND\nb'],
  ])('%s', (_, text, expected) => {
    const begin = '<!-- options: written by npm run docs:options -->';
    const end = '<!-- end of options -->';
    const written = (short: string): string => short.replaceAll('BEGIN', begin).replaceAll('END', end);
    expect(withTable(written(text), 'new\n')).toBe(expected === null ? null : written(expected));
  });
});
