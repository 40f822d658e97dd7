/** `nmap report` and `nmap place --report`: one file, its numbers the manifest's, nothing for a placement that is not one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

const CHIP = `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 2, ioPort: { x: 2, y: 1 } }
core: { neurons: 5, inputAxons: 40 }
energy:
  synapseEventPj: { value: 2, source: assumed, evidence: assumed }
  hopEastWestPj: { value: 3, source: assumed, evidence: assumed }
  hopNorthSouthPj: { value: 5, source: assumed, evidence: assumed }
`;
const EVIL = '</script><img src=x onerror="alert(1)">';
const NET = {
  format: 'nmap-network',
  version: 1,
  name: EVIL,
  durationMs: 20,
  populations: [
    { id: 'in', size: 3, external: true, spikes: [4, 0, 7] },
    { id: EVIL, size: 9, spikes: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { id: '=HYPERLINK("x")', size: 6, spikes: 3 },
  ],
  projections: [
    { from: 'in', to: EVIL, connector: 'all-to-all' },
    { from: EVIL, to: '=HYPERLINK("x")', connector: 'all-to-all' },
  ],
};

const report = (...words: readonly string[]): Promise<CliRun> =>
  runCli('report', ...words, '--net', at('net.json'), '--hw', at('chip.yaml'));

let manifest: Manifest;
beforeAll(async () => {
  writeFileSync(at('chip.yaml'), CHIP);
  writeFileSync(at('net.json'), JSON.stringify(NET));
  const place = (output: string, ...more: readonly string[]): Promise<CliRun> =>
    runCli('place', at('net.json'), '--hw', at('chip.yaml'), '--quiet', '-o', at(output), ...more);
  expect((await place('a.json', '--report', at('run.html'))).exit).toBe(0);
  expect((await place('b.json', '--pipeline', 'partition/random; place/random', '--seed', '3')).exit).toBe(0);
  manifest = parseManifest(read('a.json'), 'a.json');
});

/** What stands in the page's data, as text. */
function dataOf(page: string): string {
  return /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)![1];
}

describe('nmap report', () => {
  it('writes one page whose policy lets nothing out and whose names are text', async () => {
    expect(await report(at('a.json'), '-o', at('a.html'))).toMatchObject({ exit: 0, out: '' });
    const page = read('a.html');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/(?:src|href)="?https?:/);
    const data = JSON.parse(dataOf(page)) as {
      metrics: Record<string, number>;
      populations: { id: string }[];
    };
    expect(data.populations.map(({ id }) => id)).toEqual(NET.populations.map(({ id }) => id));
    expect(data.metrics['spikeHops']).toBe(manifest.metrics.spikeHops);
    expect(data.metrics['energyPj.total']).toBe(manifest.metrics.energyPj.total);
    expect(data.metrics['further.averageHop']).toBe(manifest.metrics.further!['averageHop']);
  });

  it('writes the same bytes again', async () => {
    await report(at('a.json'), '-o', at('again.html'));
    await report(at('a.json'), '-o', at('again2.html'));
    expect(read('again.html')).toBe(read('again2.html'));
  });

  it('says the same in text', async () => {
    const { out, exit } = await report(at('a.json'), '--text');
    expect(exit).toBe(0);
    for (const word of ['legal', 'Fullest cores', 'Hottest links', 'Limits and slack', 'Energy by part'])
      expect(out).toContain(word);
    expect(out).toMatch(new RegExp(`spike hops +${manifest.metrics.spikeHops} `));
  });

  it('holds two placements against each other', async () => {
    const run = await report(at('a.json'), at('b.json'), '--text', '-o', at('ab.html'));
    expect(run.exit).toBe(0);
    expect(run.out).toContain('What moved');
    expect(run.out).toMatch(/spike hops .*worse/);
    expect(read('ab.html')).toContain('data-kind="two placements"');
  });

  it('is written by the run itself, with the costs of its passes', () => {
    const { passes } = JSON.parse(dataOf(read('run.html'))) as { passes: { pass: string; timeMs: number }[] };
    expect(passes.map(({ pass }) => pass)).toEqual(manifest.pipeline.map(({ pass }) => pass));
    expect(passes.every(({ timeMs }) => timeMs >= 0)).toBe(true);
  });

  it('shows nothing of a manifest that does not verify', async () => {
    writeFileSync(
      at('wrong.json'),
      JSON.stringify({
        ...manifest,
        metrics: { ...manifest.metrics, spikeHops: manifest.metrics.spikeHops + 1 },
      }),
    );
    const { exit, err } = await report(at('wrong.json'), '-o', at('wrong.html'));
    expect(exit).toBe(1);
    expect(err).toContain('metrics.spikeHops');
    expect(existsSync(at('wrong.html'))).toBe(false);
  });

  it.each([
    ['without a place to go', () => report(at('a.json')), 'Name a file with -o'],
    ['onto its own manifest', () => report(at('a.json'), '-o', at('a.json')), 'a.json'],
    ['into a folder that is not there', () => report(at('a.json'), '-o', at('none/a.html')), 'none'],
  ])('is refused %s', async (_, run, said) => {
    const { exit, err } = await run();
    expect(exit).toBe(2);
    expect(err).toContain(said);
  });

  it('of place is refused where it would fall on the manifest', async () => {
    const { exit } = await runCli(
      ...[
        'place',
        at('net.json'),
        '--hw',
        at('chip.yaml'),
        '-o',
        at('same.json'),
        '--report',
        at('same.json'),
      ],
    );
    expect(exit).toBe(2);
    expect(existsSync(at('same.json'))).toBe(false);
  });
});
