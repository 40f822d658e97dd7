/** Every file of the corpus of broken inputs ends in exit code 2 with the place of the fault. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

interface Case {
  readonly file: string;
  readonly kind: 'network' | 'clusters' | 'hardware' | 'manifest';
  readonly contains: string;
}

const corpus = new URL('../../formats/corpus/', import.meta.url).pathname;
const cases = JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8')) as Case[];
const folder = temporaryFolder();
const net = join(folder, 'net.json');

beforeAll(() => {
  const good = {
    format: 'nmap-network',
    version: 1,
    name: 'good',
    populations: [{ id: 'a', size: 2, spikes: 1 }],
    projections: [],
  };
  writeFileSync(net, JSON.stringify(good));
});

function commandFor({ file, kind }: Case): string[] {
  const path = join(corpus, file);
  switch (kind) {
    case 'network':
      return ['place', path, '--hw', 'loihi'];
    case 'clusters':
      return ['place', path, '--clusters', '--hw', 'loihi'];
    case 'hardware':
      return ['place', net, '--hw', path];
    case 'manifest':
      return ['verify', path, '--net', net, '--hw', 'loihi'];
  }
}

describe('the corpus of broken inputs', () => {
  it('has at least 60 files', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)('$file', async (row) => {
    const run = await runCli(...commandFor(row));
    expect(run.exit).toBe(2);
    expect(run.err).toContain(row.contains);
    expect(run.err).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)|E5003/);
    expect(run.out).toBe('');
  });
});
