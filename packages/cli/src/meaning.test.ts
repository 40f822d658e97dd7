/** What the printed numbers mean: the window, the bounds, the energies, and what other steps and spikes change. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();

interface ChipText {
  readonly multicast?: string;
  readonly energy?: string;
  readonly latency?: string;
}

const ENERGY = `  neuronStepPj: { value: 2, source: test, evidence: assumed }
  neuronSpikingStepPj: { value: 3, source: test, evidence: assumed }
  neuronSpikePj: { value: 5, source: test, evidence: assumed }
  synapseEventPj: { value: 7, source: test, evidence: assumed }
  packetInjectionPj: { value: 11, source: test, evidence: assumed }
  localDeliveryPj: { value: 0, source: test, evidence: assumed }
  routerPj: { value: 0, source: test, evidence: assumed }
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
  hopNorthSouthPj: { value: 4, source: test, evidence: assumed }
  coreStaticMw: { value: 0.5, source: test, evidence: assumed }
  routerStaticMw: { value: 0, source: test, evidence: assumed }
  chipStaticMw: { value: 0, source: test, evidence: assumed }
`;
const LATENCY = ['neuronStepNs', 'neuronSpikeNs', 'synapseEventNs', 'packetInjectionNs', 'packetReceiveNs']
  .concat('routerNs', 'hopEastWestNs', 'hopNorthSouthNs', 'barrierNs')
  .map((key) => `  ${key}: { value: 10, source: test, evidence: assumed }\n`)
  .join('');

function chip(
  name: string,
  { multicast = 'unicast-per-core', energy = ENERGY, latency = LATENCY }: ChipText = {},
) {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `format: nmap-hardware
version: 1
name: ${name}
topology: { kind: mesh, width: 3, height: 2, routing: xy, multicast: ${multicast} }
core: { neurons: 2 }
energy:
${energy}latency:
${latency}`,
  );
  return path;
}

const plain = chip('plain');

/** One neuron that reaches four others, on cores of two: three cores at least. */
function network(name: string, change: Record<string, unknown> = {}) {
  const path = join(folder, `${name}.json`);
  const populations = [
    { id: 'a', size: 1, spikes: 6 },
    { id: 'b', size: 4, spikes: 2 },
  ];
  const projections = [{ from: 'a', to: 'b', connector: 'all-to-all' }];
  const spec = {
    format: 'nmap-network',
    version: 1,
    name,
    timestepMs: 1,
    durationMs: 10,
    populations,
    projections,
  };
  writeFileSync(path, JSON.stringify({ ...spec, ...change }));
  return path;
}

interface Written {
  readonly bounds: Record<string, number>;
  readonly clusterBounds?: Record<string, number>;
  readonly metrics: {
    readonly energyPj: Record<string, number | null>;
    readonly energyBackToBackPj: Record<string, number | null>;
    readonly further: Record<string, number>;
    readonly interCorePackets: number;
  };
}

async function place(net: string, hw: string): Promise<CliRun & { path: string; manifest: Written }> {
  const path = join(folder, 'm.json');
  const run = await runCli('place', net, '--hw', hw, '-o', path);
  expect(run).toMatchObject({ exit: 0 });
  return { ...run, path, manifest: JSON.parse(readFileSync(path, 'utf8')) as Written };
}

describe('the window', () => {
  it.each([
    // step ms, window ms, steps, charged ms, warned of
    [1, 10, 10, 10, null],
    [10, 25, 3, 30, /W6003.*25 ms is no whole number of steps of 10 ms: counted as 3 steps, 30 ms/],
    [10, 24, 2, 20, /W6003.*counted as 2 steps, 20 ms/],
    [10, 4, 1, 10, /W6003.*4 ms is shorter than one step of 10 ms: counted as one step, 10 ms/],
  ])(
    'steps of %d ms in %d ms: neurons for %d steps, static power for %d ms',
    async (timestepMs, durationMs, steps, ms, warning) => {
      const populations = [{ id: 'a', size: 2, spikes: 0 }];
      const net = network('window', { timestepMs, durationMs, populations, projections: [] });
      const { err, manifest } = await place(net, plain);
      expect(manifest.metrics.energyPj).toMatchObject({ neurons: 2 * steps * 2, static: ms * 0.5e6 });
      expect(manifest.metrics.further).toMatchObject({ steps, windowMs: ms });
      if (warning === null) expect(err).not.toMatch(/W6003/);
      else expect(err).toMatch(warning);
    },
  );

  it('is heard of in inspect, with the rates of the file', async () => {
    const populations = [
      { id: 'a', size: 600, rateHz: 20 },
      { id: 'b', size: 600, rateHz: 40 },
    ];
    const { out, err } = await runCli('inspect', network('rates', { populations, projections: [] }));
    expect(out).toMatch(/^a +600 +600 +20 /m);
    expect(out).toMatch(/^b +600 +600 +40 /m);
    expect(err).toMatch(/W6002.*expect 360 spikes in 10 ms, whole spikes per neuron make 0/);
  });
});

describe('bounds', () => {
  it('of the problem and of the clusters stand under two names, in the manifest and in the table', async () => {
    const { err, manifest } = await place(network('bounds'), plain);
    // 5 neurons on cores of 2: packets to two other cores, both nearest.
    expect(manifest.bounds).toEqual({ connectivity: 12, coresUsed: 3, interCorePackets: 12, spikeHops: 12 });
    expect(Object.keys(manifest.clusterBounds!)).toEqual(['maxLinkLoad', 'spikeHops']);
    expect(manifest.clusterBounds!['spikeHops']).toBeGreaterThanOrEqual(12);
    expect(err).toMatch(/^spike hops +12 +packets x links +12 +0\.0 %$/m);
    expect(err).toMatch(/^ {2}these clusters +12 +0\.0 %$/m);
  });

  it('of given clusters are bounds of the problem', async () => {
    const graph = join(folder, 'graph.csv');
    writeFileSync(graph, 'source,target,weight\n0,1,1.5\n1,2,2\n');
    const path = join(folder, 'clusters.json');
    const run = await runCli('place', graph, '--clusters', '--hw', plain, '-o', path);
    expect(run).toMatchObject({ exit: 0 });
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Written;
    expect(manifest.bounds).toMatchObject({ spikeHops: 3.5, weightedHops: 3.5 });
    expect(manifest.clusterBounds).toBeUndefined();
    expect(run.err).not.toMatch(/these clusters/);
    expect(await runCli('verify', path, '--net', graph, '--hw', plain)).toMatchObject({ exit: 0 });
  });
});

describe('energy', () => {
  it('is stated over the window and back to back, and both are verified', async () => {
    const net = network('both');
    const { err, path, manifest } = await place(net, plain);
    const { energyPj, energyBackToBackPj: backToBack } = manifest.metrics;
    expect(energyPj['static']).toBe(3 * 0.5 * 10e6);
    expect(backToBack['windowMs']).toBe((10 * backToBack['stepNs']!) / 1e6);
    expect(backToBack['static']).toBeCloseTo(3 * 0.5e6 * backToBack['windowMs']!, 3);
    for (const part of ['neurons', 'synapses', 'interconnect']) expect(backToBack[part]).toBe(energyPj[part]);
    expect(err).toMatch(/^energy +window +share +back to back +share$/m);
    expect(err).toMatch(/^window: static power on for the whole window, 10 ms$/m);
    expect(err).toMatch(/^back to back: .* 10 steps of .* ns modelled, .* ns$/m);
    expect(await runCli('verify', path, '--net', net, '--hw', plain)).toMatchObject({ exit: 0 });
  });

  it('back to back is unknown where a time is, and the table says which', async () => {
    const hw = chip('untimed', { latency: LATENCY.replace(/ {2}barrierNs: .*\n/, '') });
    const { err, manifest } = await place(network('untimed'), hw);
    expect(manifest.metrics.energyBackToBackPj).toMatchObject({
      windowMs: null,
      static: null,
      partial: true,
    });
    expect(err).toMatch(/^static .* 100\.0 % +unknown +-$/m);
    expect(err).toMatch(/time of a step unknown, for lack of barrierNs$/m);
  });

  it('of an all-in constant: says where it is, and that no mapper can change it', async () => {
    const energy = `  synapseEventPj: { value: 26, source: test, evidence: assumed, scope: all-in }
  coreStaticMw: { value: 0.5, source: test, evidence: assumed }
`;
    const hw = chip('all-in', { energy });
    const { err } = await place(network('all-in'), hw);
    expect(err).toMatch(/^neurons +in synapses +- +in synapses +-$/m);
    expect(err).toMatch(/^interconnect +in synapses +- /m);
    expect(err).toMatch(
      /synapseEventPj is all-in, and already holds neuronStepPj, .*packetInjectionPj.*no mapper can change it/,
    );
  });

  it('of trees: deliveries and injections are both shown', async () => {
    const net = network('trees');
    const hw = chip('trees', { multicast: 'tree' });
    const { err, path, manifest } = await place(net, hw);
    expect(manifest.metrics.interCorePackets).toBe(12);
    expect(manifest.metrics.further['injectedTrees']).toBe(6);
    expect(err).toMatch(/^inter-core packets +12 +deliveries/m);
    expect(err).toMatch(/^ {2}injected, priced +6 +trees/m);
    const replay = await runCli('simulate', path, '--net', net, '--hw', hw);
    expect(replay.out).toMatch(/^ {2}injected, priced +6 +trees$/m);
    expect(replay.out).toMatch(/every count and energy of the manifest is reproduced exactly/);
  });
});

describe('simulate', () => {
  const net = network('simulated');
  const simulated = async (...more: string[]): Promise<CliRun> => {
    const { path } = await place(net, plain);
    return runCli('simulate', path, '--net', net, '--hw', plain, ...more);
  };
  const spikeFile = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('prints its table on stdout, with --quiet too, and only there', async () => {
    const loud = await simulated();
    const quiet = await simulated('--quiet');
    expect(loud.out).toMatch(/^steps +10 +steps$/m);
    expect(loud.out).toMatch(/^back to back: .* simulated, /m);
    expect(quiet.out).toBe(loud.out);
    expect(quiet.err).toBe('');
    const json = JSON.parse((await simulated('--json')).out) as { metrics: Record<string, unknown> };
    expect(json.metrics).toMatchObject({ steps: 10, windowMs: 10, energyBackToBackPj: { partial: false } });
  });

  it('says what other steps change, and compares nothing', async () => {
    const { exit, out, err } = await simulated('--steps', '20');
    expect(exit).toBe(0);
    expect(out).toMatch(
      /20 steps are not the window of the network: the metrics of the manifest are not compared/,
    );
    expect(err).toMatch(
      /W6206.*spikes of 10 steps \(10 ms\) are replayed in 20 steps \(20 ms\).*are 2 times/,
    );
  });

  it('refuses spikes of neurons that follow dynamics, once, with the line', async () => {
    const spikes = spikeFile('driven.csv', 'step,neuron\n0,0\n1,1\n');
    const { exit, err } = await simulated('--mode', 'lif', '--spikes', spikes);
    expect(exit).toBe(2);
    expect(err).toMatch(
      /^error E1616 spike trains, line 2: neuron 0 follows dynamics.* 2 in all have this fault/,
    );
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('compares where --steps are those of the window', async () => {
    const { out, err } = await simulated('--steps', '10');
    expect(out).toMatch(/reproduced exactly/);
    expect(err).toBe('');
  });

  it('says when few steps make neurons spike several times in one', async () => {
    expect((await simulated('--steps', '3')).out).toMatch(
      /neurons with more spikes than steps: 1, with up to 6 spikes in 3 steps/,
    );
  });

  it.each([
    ['an empty file', '', 0, /W6204 \S*s\.csv: holds no spike/],
    ['a heading and nothing', 'step,neuron\n', 0, /W6204 \S*s\.csv: holds no spike/],
    ['repeated rows', '0,0\n0,0\n', 0, /W6205 \S*s\.csv: 1 of 2 rows repeat another/],
    [
      'spikes outside the window',
      '0,0\n10,0\n12,1\n',
      2,
      /E1622 \S*s\.csv:2: 2 rows are outside the 10 .*--steps 13 replays them all/,
    ],
    [
      'unknown neurons',
      '0,5\n0,9\n',
      2,
      /E1626 \S*s\.csv:1: neuron 5 .* has 5 neurons\. 2 in all have this fault/,
    ],
    ['a heading of times', 'time,neuron\n0,0\n', 2, /E1231 \S*s\.csv:1/],
  ])('%s', async (_, text, exit, message) => {
    const run = await simulated('--mode', 'trains', '--spikes', spikeFile('s.csv', text));
    expect(run.exit).toBe(exit);
    expect(run.err).toMatch(message);
    expect(run.err.trim().split('\n')).toHaveLength(1);
  });
});
