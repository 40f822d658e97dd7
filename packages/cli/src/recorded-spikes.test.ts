/** Spikes that were recorded, from the command line: they belong to the network from place on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const NET = `{ "format": "nmap-network", "version": 1, "name": "net", "durationMs": 50,
  "populations": [{ "id": "in", "size": 2, "model": "input", "spikes": 1 }, { "id": "h", "size": 3, "model": "lif",
    "params": { "threshold": 1 } }],
  "projections": [{ "from": "in", "to": "h", "connector": "all-to-all", "weight": 1 }] }`;
const CHIP = `format: nmap-hardware
version: 1
name: chip
topology: { kind: mesh, width: 2, height: 2 }
core: { neurons: 2 }
`;

interface Counted {
  readonly durationMs: number;
  readonly populations: readonly { readonly spikes: number | readonly number[] }[];
}

describe('recorded spikes', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const [net, chip, spikes, manifest] = [at('net.json'), at('chip.yaml'), at('s.csv'), at('m.json')];
  const subject = ['--net', net, '--hw', chip];
  const json = (name: string): Counted => JSON.parse(readFileSync(at(name), 'utf8')) as Counted;

  beforeAll(async () => {
    writeFileSync(net, NET);
    writeFileSync(chip, CHIP);
    writeFileSync(spikes, 'neuron,time\n0,1\n0,2\n1,3\n4,49\n');
    const line = ['--spikes', spikes, '--pipeline', 'partition/sequential; place/row-major', '-o', manifest];
    expect(await runCli('place', net, '--hw', chip, ...line, '--quiet')).toMatchObject({ exit: 0 });
  });

  it('are counted, and the placement is of the network with these counts', async () => {
    const { err } = await runCli('inspect', net, '--spikes', spikes);
    expect(err).toMatch(/W1890 \S+s.csv: 4 spikes/);
    // Two, one and one: the first neuron's packets to two other cores, the second's to two.
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({
      network: { spikesSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      metrics: { interCorePackets: 6 },
    });
  });

  it.each([
    ['verify', 'with them', ['--spikes', 's.csv'], 0, /verified/],
    ['verify', 'with them, replayed', ['--spikes', 's.csv', '--replay'], 0, /the recorded passes, run again/],
    ['verify', 'without them', [], 2, /E1147 \S+net.json: its spikes came from files of their own/],
    ['verify', 'with others', ['--spikes', 'other.csv'], 1, /E4107 network.sha256/],
    ['verify', 'with the same in other words', ['--spikes', 'same.csv'], 0, /W6302 network.spikesSha256/],
    ['simulate', 'with them', ['--counts', 's.csv'], 0, /W1890/],
    ['simulate', 'without them', [], 2, /E1147/],
    ['export', 'with them', ['--spikes', 's.csv', '--to', 'csv', '-o', 'out.csv'], 0, /written/],
    ['export', 'over them', ['--spikes', 's.csv', '--to', 'csv', '-o', 's.csv'], 2, /s\.csv/],
  ] as const)('%s, %s', async (command, _, more, exit, message) => {
    writeFileSync(at('other.csv'), 'neuron,time\n0,1\n');
    writeFileSync(at('same.csv'), 'time_s,neuron\n0.049,4\n0.001,0\n0.002,0\n0.003,1\n');
    const words = more.map((word) => (word.endsWith('.csv') ? at(word) : word));
    const run = await runCli(command, manifest, ...subject, ...words);
    expect([run.exit, run.err]).toEqual([exit, expect.stringMatching(message)]);
  });

  it('are written into a network by convert', async () => {
    expect(await runCli('convert', net, at('with.json'), '--spikes', spikes)).toMatchObject({ exit: 0 });
    expect(json('with.json').populations.map((population) => population.spikes)).toEqual([
      [2, 1],
      [0, 0, 1],
    ]);
    // The counts are the same, wherever they come from.
    for (const more of [[], ['--spikes', spikes]])
      expect(await runCli('verify', manifest, '--net', at('with.json'), '--hw', chip, ...more)).toMatchObject(
        { exit: 0 },
      );
  });

  it('of a replay become the counts of a network, in the steps that were replayed', async () => {
    const trains = at('trains.csv');
    writeFileSync(trains, 'step,population,index\n0,in,0\n5,in,1\n5,in,0\n');
    const line = ['simulate', manifest, ...subject, '--counts', spikes, '--mode', 'lif', '--spikes', trains];
    expect(await runCli(...line, '--steps', '20', '--write-spikes', at('replayed.json'))).toMatchObject({
      exit: 0,
    });
    const { durationMs, populations } = json('replayed.json');
    expect([durationMs, populations[0].spikes]).toEqual([20, [2, 1]]);
    const fired = populations[1].spikes;
    expect(
      Array.isArray(fired) ? fired.every((count) => count === fired[0] && count > 0) : fired,
    ).toBeTruthy();
    expect(
      await runCli('place', at('replayed.json'), '--hw', chip, '--quiet', '-o', at('m2.json')),
    ).toMatchObject({ exit: 0 });
  });

  it.each([
    [['simulate', manifest, ...subject, '--spikes', 'a', '--spikes', 'b'], /--spikes is given 2 times/],
    [
      ['place', net, '--hw', chip, '--clusters', '--spikes', spikes],
      /--spikes and --clusters exclude each other/,
    ],
    [['simulate', manifest, ...subject, '--counts', spikes, '--write-spikes', net], /net\.json/],
    [['convert', net, spikes, '--spikes', spikes], /s\.csv/],
    [['place', net, '--hw', chip, '-o', spikes, '--spikes', spikes], /s\.csv/],
  ])('%# is refused', async (line, message) => {
    const run = await runCli(...line);
    expect([run.exit, run.err]).toEqual([2, expect.stringMatching(message)]);
    expect(readFileSync(net, 'utf8')).toBe(NET);
  });
});
