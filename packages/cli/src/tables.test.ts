/** `place --tables`: written, read again, verified leaf by leaf, and refused where it means nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseManifest, stringifyManifest, type Manifest, type ManifestTables } from '@nmap/manifest';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

const CHIPS = {
  mesh: `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 2 }
core: { neurons: 5, bitsPerSynapse: 4 }
`,
  trees: `format: nmap-hardware
version: 1
name: chip
topology: { kind: hex-torus, width: 1, height: 1, chips: [3, 2], coresPerTile: 2, multicast: tree, routingEntriesPerChip: 9 }
core: { neurons: 5, bitsPerSynapse: 4 }
`,
};
type Chip = keyof typeof CHIPS;
const NAMES = Object.keys(CHIPS) as Chip[];

beforeAll(async () => {
  const network = {
    format: 'nmap-network',
    version: 1,
    name: 'net',
    durationMs: 20,
    populations: [
      { id: 'in', size: 3, external: true, spikes: [4, 0, 7] },
      { id: 'a', size: 12, spikes: 2 },
      { id: 'out', size: 2, external: true, spikes: 0 },
    ],
    projections: [
      { from: 'in', to: 'a', connector: 'all-to-all', weight: 0.25 },
      { from: 'a', to: 'a', connector: 'fixed-fan-out', n: 3, weight: -1, delayMs: 3 },
      {
        from: 'a',
        to: 'a',
        connector: 'one-to-one',
        weight: Array.from({ length: 12 }, (_, k) => 1 - 0.13 * k),
      },
      { from: 'a', to: 'out', connector: 'all-to-all' },
    ],
  };
  writeFileSync(at('net.json'), JSON.stringify(network));
  for (const name of NAMES) {
    writeFileSync(at(`${name}.yaml`), CHIPS[name]);
    const placing = ['place', at('net.json'), '--hw', at(`${name}.yaml`), '--quiet'];
    expect((await runCli(...placing, '-o', at(`${name}.plain.json`))).exit).toBe(0);
    expect((await runCli(...placing, '--tables', '-o', at(`${name}.json`))).exit).toBe(0);
  }
});

function verified(name: Chip, file: string, ...more: string[]) {
  return runCli('verify', at(file), '--net', at('net.json'), '--hw', at(`${name}.yaml`), ...more);
}

describe.each(NAMES)('on %s', (name) => {
  it('is the manifest without tables, and them', () => {
    const { tables, ...rest } = JSON.parse(read(`${name}.json`)) as Manifest;
    const plain = JSON.parse(read(`${name}.plain.json`)) as Manifest;
    expect(rest).toEqual({ ...plain, version: 3 });
    expect(Object.keys(tables!)).toEqual(['weights', 'io', 'routing', 'cores']);
    expect(tables!.cores.map(({ core }) => core)).toEqual(rest.cores.map(({ core }) => core));
    expect(tables!.routing.scheme).toBe(name === 'mesh' ? 'unicast' : 'tree');
  });

  it('is read, and written again byte by byte', () => {
    const text = read(`${name}.json`);
    expect(stringifyManifest(parseManifest(text, 'manifest'))).toBe(text);
  });

  it('goes to stdout, too', async () => {
    const { out } = await runCli('place', at('net.json'), '--hw', at(`${name}.yaml`), '--quiet', '--tables');
    expect(out).toBe(read(`${name}.json`));
  });

  it('verifies, and replays', async () => {
    expect((await verified(name, `${name}.json`)).exit).toBe(0);
    expect((await verified(name, `${name}.json`, '--replay')).exit).toBe(0);
  });

  it.each<[string, (tables: Changed) => void]>([
    ['tables.weights.2.scale', ({ weights }) => (weights[2].scale *= 2)],
    ['tables.io.0.tile', ({ io }) => (io[0].tile! += 1)],
    ['tables.cores[0].slots', ({ cores }) => (cores[0].slots[0][3] += 1)],
    ['tables.cores[1].axons', ({ cores }) => void cores[1].axons.pop()],
    ['tables.cores[0].synapses.weight', ({ cores }) => ((cores[0].synapses.weight as number[])[0] += 1)],
    ['tables.cores[0].synapses.delay', ({ cores }) => (cores[0].synapses.delay = 7)],
    ['tables.cores[0].memory.bits', ({ cores }) => (cores[0].memory!.bits += 4)],
    ['tables.cores', ({ cores }) => void cores.push({ ...cores[0], core: 99 })],
  ])('tells a change of %s', async (path, change) => {
    const manifest = JSON.parse(read(`${name}.json`)) as Manifest & { tables: Changed };
    change(manifest.tables);
    writeFileSync(at('changed.json'), JSON.stringify(manifest));
    const { exit, err } = await verified(name, 'changed.json');
    expect(exit).toBe(1);
    expect(err).toContain(`E4108 ${path}: `);
  });

  it('answers where', async () => {
    const { tables } = JSON.parse(read(`${name}.json`)) as Manifest;
    for (let neuron = 0; neuron < 12; neuron++) {
      const { out } = await runCli('where', `a[${neuron}]`, at(`${name}.json`));
      const [, core] = /^ *(\d+) /m.exec(out)!;
      const [, slot] = /^slot (\d+) of its core$/m.exec(out)!;
      const held = tables!.cores
        .find((each) => each.core === Number(core))!
        .slots.flatMap(([, first, last]) => Array.from({ length: last - first + 1 }, (_, k) => first + k));
      expect(held[Number(slot)]).toBe(neuron);
    }
  });
});

/** The tables, to be spoilt. */
type Changed = { -readonly [K in keyof ManifestTables]: Mutable<ManifestTables[K]> };
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

describe('refuses', () => {
  it('a version that does not fit', async () => {
    const manifest = JSON.parse(read('mesh.json')) as Manifest;
    writeFileSync(at('v1.json'), JSON.stringify({ ...manifest, version: 1 }));
    expect((await verified('mesh', 'v1.json')).err).toContain(
      'is 1, and it has tables: those are of version 3',
    );
    const plain = JSON.parse(read('mesh.plain.json')) as Manifest;
    writeFileSync(at('v3.json'), JSON.stringify({ ...plain, version: 3 }));
    expect((await verified('mesh', 'v3.json')).err).toContain('is 3, and it has no tables');
  });

  it('a cluster graph', async () => {
    writeFileSync(at('graph.csv'), 'source,target,weight\na,b,2.5\n');
    const run = await runCli('place', at('graph.csv'), '--clusters', '--hw', at('mesh.yaml'), '--tables');
    expect(run.exit).toBe(2);
    expect(run.err).toContain('--tables and --clusters exclude each other');
  });
});
