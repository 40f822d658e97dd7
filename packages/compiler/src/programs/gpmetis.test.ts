import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NmapError } from '@nmap/ir';
import { buildSpec } from '@nmap/testkit';
import { place } from '../place.ts';
import { runGpmetis } from './gpmetis.ts';

/** Two triangles with one edge between them. */
const TRIANGLES = '6 7 011\n1 2 5 3 5\n1 1 5 3 5\n1 1 5 2 5 4 1\n1 3 1 5 5 6 5\n1 4 5 6 5\n1 4 5 5 5\n';
const WANTED = { graph: TRIANGLES, nodeCount: 6, parts: 2, seed: 1, imbalance: 30, rounds: 10 };
const PATH = process.env['PATH'] ?? '';
const isInstalled = spawnSync('gpmetis', ['-help']).error === undefined;

afterEach(() => {
  process.env['PATH'] = PATH;
});

/** A `gpmetis` of our own in front of all others. */
function standIn(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'nmap-stand-in-'));
  writeFileSync(join(folder, 'gpmetis'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'gpmetis'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${PATH}`;
}

function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    const { kind, diagnostics } = error as NmapError;
    return `${kind} ${diagnostics[0].code}: ${diagnostics[0].message} ${diagnostics[0].hint ?? ''}`;
  }
  return 'no failure';
}

describe('METIS', () => {
  (isInstalled ? it : it.skip)('cuts the one edge between two triangles, and leaves no folder behind', () => {
    const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('nmap-metis-'));
    const before = folders().length;
    const [a, b, c, d, e, f] = runGpmetis(WANTED, Infinity)!;
    expect([b, c, e, f]).toEqual([a, a, d, d]);
    expect(a).not.toBe(d);
    expect(folders().length).toBeLessThanOrEqual(before);
  });

  (isInstalled ? it : it.skip)('partitions a network in a pipeline, the same for the same seed', async () => {
    const net = buildSpec(
      [{ id: 'a', size: 60, spikes: 3 }],
      [{ from: 'a', to: 'a', connector: 'fixed-fan-out', n: 6, seed: 4, weight: 1 }],
    );
    const hardware = join(mkdtempSync(join(tmpdir(), 'nmap-chip-')), 'chip.yaml');
    writeFileSync(
      hardware,
      'format: nmap-hardware\nversion: 1\nname: chip\ntopology: { kind: mesh, width: 3, height: 3 }\ncore: { neurons: 10 }\n',
    );
    const run = async (seed: number) =>
      (await place(net, hardware, { pipeline: 'partition/sneap(metis=gpmetis); place/hilbert', seed }))
        .manifest;
    const first = await run(2);
    expect(first.pipeline.map(({ fellBackTo }) => fellBackTo ?? null)).not.toContainEqual(expect.any(String));
    expect((await run(2)).cores).toEqual(first.cores);
  });

  it('that is not installed is said so, with the way out', () => {
    process.env['PATH'] = mkdtempSync(join(tmpdir(), 'nmap-empty-'));
    const said = failureOf(() => runGpmetis(WANTED, Infinity));
    expect(said).toMatch(/^not-found E3130: is not installed, or not on the PATH/);
    expect(said).toContain('apt install metis');
  });

  it.each([
    [
      'an error',
      'echo "Input Error: nparts must be greater than one." >&2; exit 3',
      /E3131: .*nparts must be greater/,
    ],
    ['a status without a word', 'exit 7', /E3131: .*status 7/],
    ['a signal', 'kill -9 $$', /E3131: .*SIGKILL/],
    ['no file', 'exit 0', /E3131: .*wrote no partition/],
    [
      'too few lines',
      'for last; do :; done; printf "0\\n1\\n" > net.graph.part.$last',
      /E3131: .*2 lines for 6 nodes/,
    ],
    [
      'a part that is none',
      'for last; do :; done; printf "0\\n1\\n2\\n0\\n1\\n1\\n" > net.graph.part.$last',
      /E3131: .*"2" where one of 2 parts/,
    ],
  ])('that ends with %s found no partition', (_, script, words) => {
    standIn(script);
    expect(failureOf(() => runGpmetis(WANTED, Infinity))).toMatch(words);
  });

  it('is given seed, imbalance and rounds, and ended when time runs out', () => {
    standIn('echo "$1 $2 $3 $5" >&2; exit 1');
    expect(failureOf(() => runGpmetis(WANTED, Infinity))).toContain('-seed=1 -ufactor=30 -niter=10 2');
    standIn('exec sleep 20');
    expect(runGpmetis(WANTED, 50)).toBeNull();
  });
});
