/** `nmap export --to noxim`: its files are read here as Noxim reads them, and counted against the manifest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const COLUMNS = 3;

const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 30,
  populations: [
    { id: 'in', size: 6, external: true, spikes: [0, 1, 2, 3, 40, 5] },
    { id: 'a', size: 10, spikes: 3 },
    { id: 'b', size: 7, rateHz: 100 },
  ],
  projections: [
    { from: 'in', to: 'a', connector: 'all-to-all' },
    { from: 'a', to: 'b', connector: 'fixed-probability', p: 0.4, seed: 3 },
    { from: 'b', to: 'b', connector: 'one-to-one' },
    { from: 'b', to: 'a', connector: 'fixed-probability', p: 0.3, seed: 5 },
    { from: 'b', to: 'in', connector: 'list', pre: [0, 1], post: [0, 2] },
  ],
};
const chip = (more = '', topology = 'mesh'): string => `format: nmap-hardware
version: 1
name: chip
topology: { kind: ${topology}, width: ${COLUMNS}, height: 2, coresPerTile: 2${more} }
core: { neurons: 3 }
`;

async function exported(name: string, pipeline: string): Promise<{ manifest: Manifest; err: string }> {
  writeFileSync(at('net.json'), JSON.stringify(NET));
  writeFileSync(at('chip.yaml'), chip());
  const manifest = at(`${name}.json`);
  const line = ['--hw', at('chip.yaml'), '--pipeline', pipeline, '-o', manifest, '--quiet'];
  expect(await runCli('place', at('net.json'), ...line)).toMatchObject({ exit: 0 });
  const out = ['--net', at('net.json'), '--hw', at('chip.yaml'), '--to', 'noxim', '-o', at(name)];
  const run = await runCli('export', manifest, ...out);
  expect(run.exit).toBe(0);
  return { manifest: parseManifest(readFileSync(manifest, 'utf8'), manifest), err: run.err };
}

/** Packets of each cycle, as the program takes them. */
function traceOf(name: string): [source: number, destination: number][][] {
  const cycles: [number, number][][] = [[]];
  for (const line of readFileSync(join(at(name), 'trace.txt'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('%')) continue;
    if (line === '-1') cycles.push([]);
    else cycles.at(-1)!.push(line.split(' ').map(Number) as [number, number]);
  }
  return cycles.slice(0, -1);
}

const hops = (from: number, to: number): number =>
  Math.abs((from % COLUMNS) - (to % COLUMNS)) +
  Math.abs(Math.floor(from / COLUMNS) - Math.floor(to / COLUMNS));

describe('nmap export --to noxim', () => {
  it.each([
    ['rows', 'partition/sequential; place/row-major'],
    ['random', 'partition/random; place/random'],
    ['default', 'partition/multilevel; place/hilbert; refine/anneal'],
  ])('%s: all packets and hops of the manifest, step by step', async (name, pipeline) => {
    const { manifest, err } = await exported(name, pipeline);
    const { interCorePackets, spikeHops } = manifest.metrics;
    const cycles = traceOf(name);
    const packets = cycles.flat();
    const within = Number(/W1894 --to noxim: (\d+) packets/.exec(err)?.[1] ?? 0);
    expect(packets.length + within).toBe(interCorePackets);
    expect(packets.reduce((sum, [from, to]) => sum + hops(from, to), 0)).toBe(spikeHops);
    expect(packets.every(([from, to]) => from !== to && Math.max(from, to) < COLUMNS * 2)).toBe(true);
    // All packets of a step wait in its first cycle: as many such cycles as steps, at most.
    expect(cycles.filter((cycle) => cycle.length > 0).length).toBeLessThanOrEqual(30);
    // A flit a cycle over one link would bring them all to their ends.
    cycles.forEach((cycle, k) => {
      if (cycle.length === 0) return;
      const next = cycles.findIndex((other, later) => later > k && other.length > 0);
      expect((next < 0 ? cycles.length : next) - k).toBeGreaterThan(cycle.length * 2);
    });
    expect(err).toContain(
      `-dimx 3 -dimy 2 -routing XY -size 2 2 -traffic hardcoded trace.txt -warmup 0 -sim ${cycles.length + 1}`,
    );
  });

  it('the table is the trace, per cycle', async () => {
    await exported('table', 'partition/sequential; place/row-major');
    const cycles = traceOf('table');
    const counted = new Map<string, number>();
    for (const [from, to] of cycles.flat())
      counted.set(`${from} ${to}`, (counted.get(`${from} ${to}`) ?? 0) + 1);
    const lines = readFileSync(join(at('table'), 'table.txt'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    expect(lines).toHaveLength(counted.size);
    const sums = new Map<string, number>();
    for (const line of lines) {
      const [from, to, pir] = line.split(' ');
      expect(Number(pir) * cycles.length).toBeCloseTo(counted.get(`${from} ${to}`)!, 6);
      sums.set(from, (sums.get(from) ?? 0) + Number(pir));
      expect(line.length).toBeLessThan(511);
    }
    for (const sum of sums.values()) expect(sum).toBeLessThanOrEqual(1);
  });

  it.each([
    [
      'a torus',
      chip('', 'torus'),
      /E1883 hardware chip: its interconnect is of the kind torus, and Noxim knows/,
    ],
    [
      'dead links',
      `${chip()}faults: { links: [{ from: [0, 0], to: [1, 0], both: true }] }\n`,
      /E1883 hardware chip: it has dead links/,
    ],
  ])('refuses %s', async (_, hardware, message) => {
    writeFileSync(at('net.json'), JSON.stringify(NET));
    writeFileSync(at('other.yaml'), hardware);
    const line = ['--hw', at('other.yaml'), '--preset', 'fast', '-o', at('other.json'), '--quiet'];
    expect(await runCli('place', at('net.json'), ...line)).toMatchObject({ exit: 0 });
    const out = ['--net', at('net.json'), '--hw', at('other.yaml'), '--to', 'noxim', '-o', at('none')];
    const run = await runCli('export', at('other.json'), ...out);
    expect([run.exit, run.err]).toEqual([2, expect.stringMatching(message)]);
  });
});
