/** `nmap export --to nir`: the metadata of the file are the placement of the manifest, and its graph is the network. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readNetworkFile } from '@nmap/formats';
import { visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';
import { parseManifest, type Manifest } from '@nmap/manifest';
import { File, ready, type Dataset, type Group } from 'h5wasm';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const CHIP = `format: nmap-hardware
version: 1
name: two chips
topology: { kind: mesh, width: 2, height: 2, coresPerTile: 2, chips: [2, 1], ioPort: { x: 2, y: 1 } }
core: { neurons: 5 }
`;
const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 20,
  populations: [
    { id: 'in', size: 16, shape: [1, 4, 4], external: true, spikes: 3 },
    { id: 'conv', size: 18, shape: [2, 3, 3], model: 'lif', params: { threshold: 1, tauMs: 9 }, spikes: 2 },
    { id: 'b', size: 6, spikes: 3 },
    { id: 'out', size: 2, external: true, role: 'output', spikes: 0 },
  ],
  projections: [
    { from: 'in', to: 'conv', connector: 'conv2d', kernel: 2, weight: [1, 2, 3, 4, 5, 6, 7, 8] },
    { from: 'conv', to: 'b', connector: 'fixed-probability', p: 0.5, seed: 2, weight: 0.5, delayMs: 3 },
    { from: 'b', to: 'out', connector: 'all-to-all' },
    { from: 'b', to: 'b', connector: 'one-to-one' },
  ],
};

const exporting = (manifest: string, output: string, net = 'net.json', hw = 'chip.yaml') =>
  runCli('export', at(manifest), '--net', at(net), '--hw', at(hw), '--to', 'nir', '-o', at(output));

/** Metadata of every node, and of the graph under '', by a reader that is not ours. */
async function metadataIn(
  file: string,
): Promise<Map<string, Record<string, { shape: number[]; values: unknown[] | string }>>> {
  const { FS } = (await ready) as unknown as { FS: { writeFile(name: string, bytes: Uint8Array): void } };
  FS.writeFile('placed.h5', readFileSync(at(file)));
  const root = new File('placed.h5', 'r');
  const found = new Map<string, Record<string, { shape: number[]; values: unknown[] | string }>>();
  const take = (name: string, group: Group): void => {
    const metadata = group.get('metadata') as Group | null;
    if (metadata === null) return;
    const entries = metadata.keys().map((key) => {
      const { shape, value } = metadata.get(key) as Dataset;
      const values =
        typeof value === 'string' ? value : ArrayBuffer.isView(value) ? [...(value as Int32Array)] : [value];
      return [key, { shape: shape ?? [], values }] as const;
    });
    found.set(name, Object.fromEntries(entries));
  };
  const graph = root.get('node') as Group;
  take('', graph);
  const nodes = graph.get('nodes') as Group;
  for (const name of nodes.keys()) take(name, nodes.get(name) as Group);
  root.close();
  return found;
}

beforeAll(async () => {
  writeFileSync(at('chip.yaml'), CHIP);
  writeFileSync(at('net.json'), JSON.stringify(NET));
  for (const [name, more] of [
    ['m.json', []],
    ['t.json', ['--tables']],
  ] as const) {
    const placed = await runCli(
      'place',
      at('net.json'),
      '--hw',
      at('chip.yaml'),
      '--quiet',
      ...more,
      '-o',
      at(name),
    );
    expect(placed).toMatchObject({ exit: 0 });
  }
});

const manifestOf = (name: string): Manifest => parseManifest(readFileSync(at(name), 'utf8'), name);

describe('nmap export --to nir', () => {
  it.each(['m.json', 't.json'])(
    'holds the place of every neuron as the manifest has it: %s',
    async (name) => {
      const run = await exporting(name, 'placed.nir');
      expect(run).toMatchObject({ exit: 0, out: '' });
      expect(run.err).toContain(
        'W1895 --to nir: nir cannot say everything that is in the network; left out: spikes and rates.',
      );
      const manifest = manifestOf(name);
      const metadata = await metadataIn('placed.nir');
      const text = (key: string): unknown => metadata.get('')![key].values;
      expect(text('nmap_hardware')).toBe('two chips');
      expect(text('nmap_hardware_sha256')).toBe(manifest.hardware.sha256);
      expect(text('nmap_network_sha256')).toBe(manifest.network.sha256);
      expect(text('nmap_manifest_version')).toEqual([manifest.version]);
      expect(text('nmap_tool')).toBe(`${manifest.tool.name} ${manifest.tool.version}`);
      const seen = new Set<number>();
      for (const { id, size, external, shape } of NET.populations) {
        const column = (key: string): number[] => metadata.get(id)![`nmap_${key}`].values as number[];
        expect(metadata.get(id)!['nmap_core'].shape).toEqual(id === 'conv' || id === 'in' ? shape : [size]);
        for (let neuron = 0; neuron < size; neuron++) {
          const holds = manifest.cores.filter(({ neurons }) =>
            ((neurons[id] ?? []) as [number, number][]).some(
              ([first, last]) => first <= neuron && neuron <= last,
            ),
          );
          expect(holds).toHaveLength(external === true ? 0 : 1);
          const place = holds[0] ?? { ...manifest.ports[0], core: -1, chip: column('chip')[neuron] };
          seen.add(place.chip);
          expect(['core', 'chip', 'tile', 'x', 'y'].map((key) => column(key)[neuron])).toEqual([
            place.core,
            place.chip,
            place.tile,
            place.x,
            place.y,
          ]);
          if (manifest.tables === undefined) {
            expect(metadata.get(id)!['nmap_slot']).toBeUndefined();
            continue;
          }
          const slots = manifest.tables.cores
            .find(({ core }) => core === place.core)
            ?.slots.find(([of, first, last]) => of === id && first <= neuron && neuron <= last);
          expect(column('slot')[neuron]).toBe(slots === undefined ? -1 : slots[3] + neuron - slots[1]);
          expect(slots === undefined).toBe(external === true);
        }
      }
      expect(seen.size).toBe(2);
    },
  );

  it('is the network, which our reader takes as without a placement', async () => {
    expect((await exporting('m.json', 'placed.nir')).exit).toBe(0);
    expect((await runCli('convert', at('net.json'), at('plain.nir'))).exit).toBe(0);
    const synapses = (spec: NetworkSpec): string[] => {
      const lines: string[] = [];
      spec.projections.forEach(({ from, to }, index) =>
        visitWeightedSynapses(spec, index, (...synapse) => lines.push(`${from} ${to} ${synapse.join(' ')}`)),
      );
      return lines.sort();
    };
    const { spec } = await readNetworkFile(at('net.json'));
    for (const file of ['placed.nir', 'plain.nir']) {
      const read = await readNetworkFile(at(file));
      expect(read.diagnostics).toEqual([]);
      expect(synapses(read.spec)).toEqual(synapses(spec));
      expect(read.spec.projections.map(({ connector }) => connector)).toContain('conv2d');
    }
  });

  it('lists boxes neuron by neuron, in the shape of the population', async () => {
    writeFileSync(at('big.yaml'), CHIP.replace('neurons: 5', 'neurons: 20'));
    const placing = ['--hw', at('big.yaml'), '--grain', 'block', '--quiet', '-o', at('boxes.json')];
    expect((await runCli('place', at('net.json'), ...placing)).exit).toBe(0);
    expect((await exporting('boxes.json', 'boxes.nir', 'net.json', 'big.yaml')).exit).toBe(0);
    const cores = (await metadataIn('boxes.nir')).get('conv')!['nmap_core'].values as number[];
    expect(
      (
        await runCli(
          'export',
          at('boxes.json'),
          '--net',
          at('net.json'),
          '--hw',
          at('big.yaml'),
          '--to',
          'csv',
          '-o',
          at('boxes.csv'),
        )
      ).exit,
    ).toBe(0);
    for (const line of readFileSync(at('boxes.csv'), 'utf8').trimEnd().split('\n').slice(1)) {
      const [id, first, last, core] = line.split(',');
      if (id !== 'conv') continue;
      for (let neuron = Number(first); neuron <= Number(last); neuron++)
        expect(cores[neuron]).toBe(Number(core));
    }
  });

  it('is the same file every time, and refuses a graph of clusters', async () => {
    expect((await exporting('t.json', 'one.nir')).exit).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await exporting('t.json', 'two.nir')).exit).toBe(0);
    expect(readFileSync(at('one.nir')).equals(readFileSync(at('two.nir')))).toBe(true);
    writeFileSync(at('graph.csv'), 'source,target,weight\na,b,2.5\n');
    expect(
      (
        await runCli(
          'place',
          at('graph.csv'),
          '--clusters',
          '--hw',
          at('chip.yaml'),
          '--quiet',
          '-o',
          at('g.json'),
        )
      ).exit,
    ).toBe(0);
    const refused = await exporting('g.json', 'none.nir', 'graph.csv');
    expect([refused.exit, refused.err]).toEqual([
      2,
      expect.stringContaining('E1880 --to nir: the manifest places a cluster graph'),
    ]);
  });
});
