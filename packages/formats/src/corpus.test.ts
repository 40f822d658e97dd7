import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { readClusterGraphFile } from './read-cluster-graph.ts';
import { readNetworkFile } from './read-network.ts';
import { failureOf } from './testing/failure.ts';

interface CorpusRow {
  readonly file: string;
  readonly kind: 'network' | 'clusters' | 'hardware' | 'manifest';
  /** What the messages must contain, place included. */
  readonly contains: string;
}

const root = fileURLToPath(new URL('../corpus/', import.meta.url));
const rows = JSON.parse(readFileSync(`${root}index.json`, 'utf8')) as readonly CorpusRow[];

describe('the corpus of broken inputs', () => {
  it('lists every file once, at least sixty', () => {
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'index.json')
      .map((entry) => `${entry.parentPath.split('/').pop()!}/${entry.name}`);
    expect(rows.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  const readable = rows.filter(({ kind }) => kind === 'network' || kind === 'clusters');
  it.each(readable)('refuses $file with its place', async ({ file, kind, contains }) => {
    const read = kind === 'network' ? readNetworkFile : readClusterGraphFile;
    const diagnostics = await failureOf(() => read(root + file));
    const text = diagnostics.map(formatDiagnostic).join('\n');
    expect(text).toContain(contains);
    for (const { code, where, message } of diagnostics) {
      expect(code).toMatch(/^E1\d{3}$/);
      // A file without content has no line to point at, nor has a packed or binary one.
      if (!['E1002', 'E1850', 'E1852'].includes(code)) expect(where).toMatch(/:\d+:\d+$/);
      expect(message).not.toMatch(/undefined|\[object|NaN,/);
    }
  });
});
