/** Small networks on small chips, with what must come out, summed by hand: one text file each, in testkit/golden. */
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readGoldenCase } from '@nmap/testkit';
import { shell } from './testing/shell.ts';

const folder = new URL('../../testkit/golden/', import.meta.url).pathname;
const cases = readdirSync(folder).map((name) => {
  const golden = readGoldenCase(readFileSync(join(folder, name), 'utf8'));
  return { ...golden, name: `${name}: ${golden.title}` };
});

interface Report {
  readonly diagnostics: readonly { severity: string; code: string; where: string; message: string }[];
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly bounds?: unknown;
}

describe('golden cases', () => {
  const home = process.cwd();
  beforeEach(() => process.chdir(mkdtempSync(join(tmpdir(), 'nmap-golden-'))));
  afterEach(() => process.chdir(home));

  it('are a dozen at least', () => {
    expect(cases.length).toBeGreaterThanOrEqual(12);
  });

  it.each(cases)('$name', async ({ files, command, exit, diagnostics, values }) => {
    for (const { name, text } of files) writeFileSync(name, text);
    const run = await shell(command, '--json');
    const report = JSON.parse(run.out) as Report;
    const said = report.diagnostics.map(
      ({ severity, code, where, message }) => `${severity} ${code} ${where}: ${message}`,
    );
    for (const words of diagnostics) expect(said).toContainEqual(expect.stringContaining(words));
    expect(said).toHaveLength(diagnostics.length);
    expect(values.map(({ path }) => [path, valueAt(report, path)])).toEqual(
      values.map(({ path, value }) => [path, value]),
    );
    expect(run.exit).toBe(exit);
  });
});

function valueAt({ metrics, bounds }: Report, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], { ...metrics, bounds });
}
