/** `nmap export`: what a file says is what the manifest says, and nothing is written that does not verify. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readNetworkFile } from '@nmap/formats';
import { visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';
import { hasBoxes, parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

const CHIP = `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 2, ioPort: { x: 2, y: 1 } }
core: { neurons: 5 }
`;
const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 20,
  populations: [
    { id: 'in,"1"', size: 3, external: true, spikes: [4, 0, 7] },
    { id: 'a <&>', size: 9, spikes: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { id: 'b', size: 6, spikes: 3 },
    { id: 'out', size: 2, external: true, spikes: 0 },
  ],
  projections: [
    { from: 'in,"1"', to: 'a <&>', connector: 'all-to-all' },
    { from: 'a <&>', to: 'b', connector: 'all-to-all' },
    { from: 'b', to: 'out', connector: 'all-to-all' },
    { from: 'b', to: 'b', connector: 'one-to-one' },
  ],
};

function exported(to: string, output: string, manifest = 'm.json', net = 'net.json'): Promise<CliRun> {
  return runCli(
    'export',
    at(manifest),
    '--net',
    at(net),
    '--hw',
    at('chip.yaml'),
    '--to',
    to,
    '-o',
    at(output),
  );
}

let manifest: Manifest;
beforeAll(async () => {
  writeFileSync(at('chip.yaml'), CHIP);
  writeFileSync(at('net.json'), JSON.stringify(NET));
  writeFileSync(at('graph.csv'), 'source,target,weight\n"x <1>",b,2.5\nb,c,1\nc,"x <1>",4\n');
  const placing = ['--hw', at('chip.yaml'), '--quiet'];
  expect((await runCli('place', at('net.json'), ...placing, '-o', at('m.json'))).exit).toBe(0);
  expect((await runCli('place', at('graph.csv'), '--clusters', ...placing, '-o', at('g.json'))).exit).toBe(0);
  manifest = parseManifest(read('m.json'), 'm.json');
});

/** coreOf[neuron] by the manifest, `port` for external neurons. */
function coresByManifest(
  { cores }: Manifest,
  populations: readonly { id: string; size: number }[],
): string[] {
  return populations.flatMap(({ id, size }) => {
    const column = Array.from({ length: size }, () => 'port');
    for (const { core, neurons } of cores)
      for (const [first, last] of (neurons[id] ?? []) as [number, number][])
        column.fill(String(core), first, last + 1);
    return column;
  });
}

describe('csv', () => {
  it('says of every neuron what the manifest says', async () => {
    expect(await exported('csv', 'cores.csv')).toMatchObject({ exit: 0, out: '' });
    const [head, ...lines] = read('cores.csv').trimEnd().split('\n');
    expect(head).toBe('population,first,last,core,chip,tile,x,y');
    const found = new Map<string, string>();
    for (const line of lines) {
      const [, name, first, last, core, chip, tile, x, y] =
        /^("(?:[^"]|"")*"|[^,]*),(\d+),(\d+),(\d+|port),(\d+),(\d+),(\d+),(\d+)$/.exec(line)!;
      const id = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
      for (let neuron = Number(first); neuron <= Number(last); neuron++) {
        expect(found.has(`${id} ${neuron}`)).toBe(false);
        found.set(`${id} ${neuron}`, core);
      }
      const entry = manifest.cores.find((each) => String(each.core) === core) ?? {
        ...manifest.ports[0],
        chip: 0,
      };
      expect([chip, tile, x, y].map(Number)).toEqual([entry.chip, entry.tile, entry.x, entry.y]);
    }
    const all = NET.populations.flatMap(({ id, size }) =>
      Array.from({ length: size }, (_, k) => `${id} ${k}`),
    );
    expect(all.map((neuron) => found.get(neuron))).toEqual(coresByManifest(manifest, NET.populations));
  });

  it('lists the nodes of a cluster graph by their labels', async () => {
    expect((await exported('csv', 'nodes.csv', 'g.json', 'graph.csv')).exit).toBe(0);
    const [head, ...lines] = read('nodes.csv').trimEnd().split('\n');
    expect(head).toBe('node,core,chip,tile,x,y');
    expect(lines.map((line) => line.split(',')[0]).sort()).toEqual(['"x <1>"', 'b', 'c']);
  });
});

it.each(['metis-partition', 'hmetis-partition'])('%s has a line for each neuron', async (format) => {
  expect((await exported(format, 'net.part')).exit).toBe(0);
  const lines = read('net.part').trimEnd().split('\n');
  const coreOfPart = [...manifest.cores.map(({ core }) => String(core)), 'port'];
  expect(lines.map((part) => coreOfPart[Number(part)])).toEqual(coresByManifest(manifest, NET.populations));
});

/** The edges of a network, by keys of its nodes where they are its neurons in order of population. */
function edgesOf(spec: NetworkSpec): string[] {
  const edges: string[] = [];
  spec.projections.forEach(({ from, to }, projection) =>
    visitWeightedSynapses(spec, projection, (pre, post, weight) =>
      edges.push(`${from}[${pre}] ${to}[${post}] ${weight}`),
    ),
  );
  return edges.sort();
}

/** The same by the file of edges: `csv-edges` is written by other code than the graph files. */
function edgesByTable(text: string, cores: readonly number[]): string[] {
  const name = (core: string): string =>
    core === 'port' ? 'port[0]' : `cores[${cores.indexOf(Number(core))}]`;
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([from, to, packets]) => `${name(from)} ${name(to)} ${packets}`)
    .sort();
}

describe('graphs of cores', () => {
  it('sum up to the packets and hops of the manifest', async () => {
    expect((await exported('csv-edges', 'edges.csv')).exit).toBe(0);
    const rows = read('edges.csv')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const sum = (value: (row: string[]) => number): number =>
      rows.reduce((total, row) => total + value(row), 0);
    expect(sum(([, , packets]) => Number(packets))).toBe(manifest.metrics.interCorePackets);
    expect(sum(([, , packets, hops]) => Number(packets) * Number(hops))).toBe(manifest.metrics.spikeHops);
    expect(rows.some(([from]) => from === 'port')).toBe(true);
    expect(rows.some(([, to]) => to === 'port')).toBe(true);
  });

  it.each(['gexf', 'graphml'])('%s is read back by our own reader as the same graph', async (format) => {
    expect((await exported(format, `cores.${format}`)).exit).toBe(0);
    const { spec } = await readNetworkFile(at(`cores.${format}`));
    const cores = manifest.cores.map(({ core }) => core);
    expect(spec.populations.map(({ id, size, external }) => [id, size, external ?? false])).toEqual([
      ['cores', cores.length, false],
      ['port', 1, true],
    ]);
    expect((await exported('csv-edges', 'edges.csv')).exit).toBe(0);
    expect(edgesOf(spec)).toEqual(edgesByTable(read('edges.csv'), cores));
    const spikes = spec.populations.flatMap(({ spikes }) => Array.from(spikes as ArrayLike<number>));
    const all = NET.populations.flatMap(({ spikes, size }) =>
      typeof spikes === 'number' ? Array<number>(size).fill(spikes) : spikes,
    );
    const total = (list: readonly number[]): number => list.reduce((sum, count) => sum + count, 0);
    expect(total(spikes)).toBe(total(all));
    expect(spikes.at(-1)).toBe(11);
  });

  it.each(['gexf', 'graphml'])('%s keeps labels and weights of a given graph', async (format) => {
    expect((await exported(format, `nodes.${format}`, 'g.json', 'graph.csv')).exit).toBe(0);
    expect(read(`nodes.${format}`)).toContain('x &lt;1&gt;');
    const { spec } = await readNetworkFile(at(`nodes.${format}`));
    expect(
      edgesOf(spec)
        .map((edge) => Number(edge.split(' ')[2]))
        .sort(),
    ).toEqual([1, 2.5, 4]);
  });
});

describe('boxes of neurons', () => {
  const shape = [2, 6, 8];
  const conv = {
    format: 'nmap-network',
    version: 1,
    name: 'conv',
    populations: [
      { id: 'image', size: 48, shape: [1, 6, 8], external: true, spikes: 1 },
      { id: 'conv', size: 96, shape, spikes: 1 },
    ],
    projections: [{ from: 'image', to: 'conv', connector: 'conv2d', kernel: [3, 3], padding: 'same' }],
  };

  /** coreOf[neuron of conv], box by box. */
  function coresOfBoxes({ cores }: Manifest): string[] {
    const column = Array.from({ length: 96 }, () => '');
    for (const { core, neurons } of cores) {
      const listed = neurons['conv'];
      if (!hasBoxes(listed)) throw new Error('expected boxes');
      for (const [[c0, c1], [y0, y1], [x0, x1]] of listed.boxes)
        for (let c = c0; c < c1; c++)
          for (let y = y0; y < y1; y++)
            for (let x = x0; x < x1; x++) column[(c * shape[1] + y) * shape[2] + x] = String(core);
    }
    return column;
  }

  it('are listed neuron by neuron, or in ranges', async () => {
    writeFileSync(at('conv.json'), JSON.stringify(conv));
    const hw = at('conv.yaml');
    writeFileSync(hw, CHIP.replace('neurons: 5', 'neurons: 20'));
    const place = [
      'place',
      at('conv.json'),
      '--hw',
      hw,
      '--grain',
      'block',
      '--quiet',
      '-o',
      at('conv.m.json'),
    ];
    expect((await runCli(...place)).exit).toBe(0);
    const placed = parseManifest(read('conv.m.json'), 'conv.m.json');
    expect(placed.version).toBe(2);
    const command = ['export', at('conv.m.json'), '--net', at('conv.json'), '--hw', hw];
    for (const to of ['csv', 'metis-partition', 'gexf'])
      expect((await runCli(...command, '--to', to, '-o', at(`conv.${to}`))).exit).toBe(0);
    const byTable = Array.from({ length: 96 }, () => '');
    for (const line of read('conv.csv')
      .split('\n')
      .filter((row) => row.startsWith('conv,'))) {
      const [, first, last, core] = line.split(',');
      for (let neuron = Number(first); neuron <= Number(last); neuron++) {
        expect(byTable[neuron]).toBe('');
        byTable[neuron] = core;
      }
    }
    const wanted = coresOfBoxes(placed);
    expect(wanted).not.toContain('');
    expect(byTable).toEqual(wanted);
    const parts = read('conv.metis-partition').trimEnd().split('\n').map(Number);
    expect(parts.slice(0, 48)).toEqual(Array.from({ length: 48 }, () => placed.cores.length));
    expect(parts.slice(48).map((part) => String(placed.cores[part].core))).toEqual(wanted);
    const { spec } = await readNetworkFile(at('conv.gexf'));
    expect(spec.populations.map(({ size }) => size)).toEqual([placed.cores.length, 1]);
  });

  it('of another network say so, also where that has no blocks on the chip', async () => {
    const wide = conv.populations.map((each) => ({ ...each, size: each.size * 100, shape: undefined }));
    const projections = [{ from: 'image', to: 'conv', connector: 'all-to-all' }];
    writeFileSync(at('wide.json'), JSON.stringify({ ...conv, populations: wide, projections }));
    const { exit, err } = await runCli(
      ...['verify', at('conv.m.json'), '--net', at('wide.json'), '--hw', at('conv.yaml')],
    );
    expect(err).toMatch(/^error E4107 network\.sha256: /m);
    expect(err).not.toContain('E3101');
    expect(exit).toBe(1);
  });
});

it.each([
  ['net.graph', '5 4\n2\n1 3\n2 4\n3 5\n4\n', 'metis-partition'],
  ['net.hgr', '% nmap: source first\n3 5\n1 2\n2 3 4\n4 5\n', 'hmetis-partition'],
])('a partition of %s has a line for each vertex of the file', async (name, text, format) => {
  writeFileSync(at(name), text);
  const placing = ['place', at(name), '--hw', at('chip.yaml'), '--quiet', '-o', at(`${name}.json`)];
  expect((await runCli(...placing)).exit).toBe(0);
  expect((await exported(format, `${name}.part`, `${name}.json`, name)).exit).toBe(0);
  expect(read(`${name}.part`)).toMatch(/^(\d+\n){5}$/);
});

describe('what is refused', () => {
  it('a manifest that does not verify: nothing is written', async () => {
    writeFileSync(at('wrong.json'), read('m.json').replace(/"cutSpikes": \d+/, '"cutSpikes": 1'));
    const run = await exported('csv', 'none.csv', 'wrong.json');
    expect(run.exit).toBe(1);
    expect(run.err).toContain('cutSpikes');
    expect(existsSync(at('none.csv'))).toBe(false);
  });

  it.each([
    ['an input', 'net.json', /would overwrite the input/],
    ['a folder', '.', /is a directory/],
    ['a folder that is missing', 'none/x.csv', /no such file or folder/],
  ])('over %s', async (_, output, reason) => {
    const run = await exported('csv', output);
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(reason);
    expect(JSON.parse(read('net.json'))).toEqual(NET);
  });

  it.each([
    ['a file of the folder that is an input', 'here', /would overwrite the input/],
    ['a folder in one that is missing', 'none/folder', /no such file or folder/],
    ['a file where the folder should be', 'net.json', /E1882/],
  ])('%s', async (_, output, reason) => {
    mkdirSync(at('here'), { recursive: true });
    writeFileSync(at('here/network.yaml'), JSON.stringify(NET));
    const run = await exported('sana-fe', output, 'm.json', 'here/network.yaml');
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(reason);
    expect(readdirSync(at('here'))).toEqual(['network.yaml']);
    expect(JSON.parse(read('here/network.yaml'))).toEqual(NET);
  });

  it('a format that there is not', async () => {
    const run = await exported('cvs', 'x');
    expect(run.exit).toBe(2);
    expect(run.err).toContain('csv');
  });
});

it('makes the same bytes again, and leaves nothing else behind', async () => {
  mkdirSync(at('twice'));
  for (const name of ['1', '2']) expect((await exported('gexf', `twice/${name}`)).exit).toBe(0);
  expect(read('twice/1')).toBe(read('twice/2'));
  expect(readdirSync(at('twice')).sort()).toEqual(['1', '2']);
});

it('is listed with the formats', async () => {
  const all = await runCli('formats');
  expect(all.out).toContain('metis-partition');
  const one = await runCli('formats', 'gexf', '--json');
  expect(JSON.parse(one.out)).toMatchObject({ formats: [{ name: 'gexf' }], exports: [{ name: 'gexf' }] });
});
