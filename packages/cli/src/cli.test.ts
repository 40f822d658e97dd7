import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();
const net = join(folder, 'net.json');
const manifestPath = join(folder, 'manifest.json');

/** Two populations, recurrent, 40 neurons: four cores of the small chip below. */
const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'small',
  timestepMs: 1,
  durationMs: 100,
  populations: [
    { id: 'in', size: 16, role: 'input', spikes: 5 },
    { id: 'h', size: 24, spikes: Array.from({ length: 24 }, (_, i) => i % 7) },
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'fixed-probability', p: 0.4, seed: 3 },
    { from: 'h', to: 'h', connector: 'fixed-fan-in', n: 4, seed: 5 },
  ],
};

const HARDWARE = `format: nmap-hardware
version: 1
name: small-chip
topology: { kind: mesh, width: 3, height: 3, routing: xy, multicast: unicast-per-core }
core: { neurons: 12, inputAxons: 40 }
energy:
  hopEastWestPj: { value: 3, source: test, evidence: assumed }
  hopNorthSouthPj: { value: 4, source: test, evidence: assumed }
`;
const hw = join(folder, 'chip.yaml');

beforeAll(() => {
  writeFileSync(net, JSON.stringify(NET));
  writeFileSync(hw, HARDWARE);
});

describe('place', () => {
  let run: CliRun;
  beforeAll(async () => {
    run = await runCli('place', net, '--hw', hw, '-o', manifestPath);
  });

  it('ends with 0 and a table a person can read', () => {
    expect(run).toMatchObject({ exit: 0, out: '' });
    expect(run.err).toMatch(/small \(40 neurons/);
    expect(run.err).toMatch(/cores used\s+\d/);
    expect(run.err).toMatch(/placed and verified/);
  });

  it('says what it could not price', () => {
    expect(run.err).toMatch(/total \(partial\)/);
    expect(run.err).toMatch(/no constant known: .*neuronStepPj/);
    expect(run.err).toMatch(/^objective energy: packetInjectionPj, .*chipStaticMw unknown, taken as 0$/m);
  });

  it('writes the same bytes for the same seed, without clock, host or path', async () => {
    const again = join(folder, 'again.json');
    await runCli('place', net, '--hw', hw, '-o', again, '--threads', '2', '--check');
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(manifestPath, 'utf8'));
    expect(readFileSync(again, 'utf8')).not.toContain(folder);
  });

  it('is verified and replayed by the other two commands', async () => {
    expect(await runCli('verify', manifestPath, '--net', net, '--hw', hw)).toMatchObject({ exit: 0 });
    const replay = await runCli('simulate', manifestPath, '--net', net, '--hw', hw);
    expect(replay.exit).toBe(0);
    expect(replay.out).toMatch(/every count and energy of the manifest is reproduced exactly/);
  });

  it('prints the manifest without -o, and one JSON object with --json', async () => {
    const plain = await runCli('place', net, '--hw', hw);
    expect(plain.out).toBe(readFileSync(manifestPath, 'utf8'));
    const json = JSON.parse((await runCli('place', net, '--hw', hw, '--json')).out) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({ ok: true, exit: 0, diagnostics: [], metrics: { coresUsed: 4 } });
  });

  it('takes --json=true for --json', async () => {
    expect(JSON.parse((await runCli('place', net, '--hw', hw, '--json=true')).out)).toMatchObject({
      ok: true,
    });
  });

  it.each(['constructor', 'toString', 'a b'])('places a population called %s', async (id) => {
    const named = join(folder, 'named.json');
    writeFileSync(
      named,
      JSON.stringify({ ...NET, populations: [{ id, size: 15, spikes: 1 }], projections: [] }),
    );
    const path = join(folder, 'named.manifest.json');
    expect(await runCli('place', named, '--hw', hw, '-o', path)).toMatchObject({ exit: 0 });
    expect(await runCli('verify', path, '--net', named, '--hw', hw)).toMatchObject({ exit: 0 });
  });

  it('names every violation before any search', async () => {
    const tight = join(folder, 'tight.yaml');
    writeFileSync(tight, HARDWARE.replace('neurons: 12, inputAxons: 40', 'neurons: 2, fanInPerNeuron: 3'));
    const refused = await runCli('place', net, '--hw', tight, '-o', join(folder, 'none.json'));
    expect(refused.exit).toBe(1);
    expect(refused.err).toMatch(/fan-in/);
    expect(refused.err).toMatch(/neurons/);
    expect(readdirSync(folder)).not.toContain('none.json');
  });

  it.each([
    [['place', 'absent.json', '--hw', 'loihi'], /absent\.json/],
    [['place', net, '--hw', 'lohi'], /Did you mean "loihi"\?/],
    [['place', net, '--hw', 'loihi', '--preset', 'defualt'], /Did you mean "default"\?/],
    [['place', net, '--hw', 'loihi', '--sed', '1'], /no option --sed\. Did you mean "--seed"\?/],
    [['place', net, '--hw', 'loihi', '--seed', 'x'], /--seed takes a number, got "x"/],
    [['place', net, '--hw', 'loihi', '--cores', '0'], /--cores takes an integer/],
    [['place', net, '--hw', 'loihi', '--threads', '0'], /--threads takes an integer/],
    [['place', net, '--hw', 'loihi', '--time-limit', '0'], /--time-limit takes seconds/],
    [['plcae', net], /Did you mean "place"\?/],
    [['place', net], /hw/],
    [[], /Name a command/],
    [['hw', 'show'], /needs a name/],
    [['place', net, '--hw', 'loihi', '--seed'], /--seed needs a value/],
    [['place', '', '--hw', 'loihi'], /"net" is empty/],
    [['place', '--hw', 'loihi'], /lacks an argument.*Write nmap place <net>/],
    [
      ['place', net, '--hw', 'loihi', '--preset', 'fast', '--pipeline', 'place/hilbert'],
      /exclude each other/,
    ],
    [['place', net, '--hw', 'loihi', '--pipeline', 'partition/greedy'], /Add a placer/],
    [['mappers', 'place/hilber'], /Did you mean "place\/hilbert"\?/],
  ])('%j ends with 2 and a way out', async (argv, message) => {
    const refused = await runCli(...argv);
    expect(refused.exit).toBe(2);
    expect(refused.err).toMatch(message);
    expect(refused.err).not.toMatch(/\n\s+at /);
  });

  it('ends with 2 in JSON as well', async () => {
    const refused = await runCli('place', net, '--hw', 'lohi', '--json');
    expect(JSON.parse(refused.out)).toMatchObject({
      ok: false,
      exit: 2,
      diagnostics: [{ code: expect.stringMatching(/^E1/) as unknown }],
    });
  });
});

describe('a tampered manifest', () => {
  type Json = Record<string, never>;
  const tamper: readonly [
    string,
    RegExp,
    (
      manifest: { cores: { core: number; neurons: Record<string, number[][]> }[] } & Record<string, Json>,
    ) => void,
  ][] = [
    ['a neuron lost', /lost/, (m) => void firstLongRange(m.cores)[1]--],
    ['a neuron doubled', /placed twice/, (m) => void addRange(m.cores[1], m.cores[0])],
    [
      'a metric changed',
      /metrics\.connectivity.*recomputed/,
      (m) => void ((m['metrics'] as Record<string, number>)['connectivity'] += 1),
    ],
    [
      'an energy changed',
      /energyPj\.interconnect/,
      (m) =>
        void ((m['metrics'] as unknown as { energyPj: Record<string, number> }).energyPj['interconnect'] +=
          1),
    ],
    [
      'a bound changed',
      /bounds\.coresUsed/,
      (m) => void ((m['bounds'] as Record<string, number>)['coresUsed'] = 0),
    ],
    [
      'a bound of the clusters changed',
      /clusterBounds\.spikeHops.*recomputed/,
      (m) => void ((m['clusterBounds'] as Record<string, number>)['spikeHops'] += 1),
    ],
    [
      'the bounds of the clusters dropped',
      /clusterBounds.*absent/,
      (m) => void Reflect.deleteProperty(m, 'clusterBounds'),
    ],
    [
      'the energy back to back changed',
      /energyBackToBackPj\.interconnect.*recomputed/,
      (m) =>
        void ((m['metrics'] as unknown as { energyBackToBackPj: Record<string, number> }).energyBackToBackPj[
          'interconnect'
        ] += 1),
    ],
    [
      'the window changed',
      /further\.windowMs.*recomputed/,
      (m) =>
        void ((m['metrics'] as unknown as { further: Record<string, number> }).further['windowMs'] = 200),
    ],
    [
      'a wrong network hash',
      /network\.sha256/,
      (m) => void ((m['network'] as Record<string, string>)['sha256'] = '0'.repeat(64)),
    ],
    [
      'a wrong hardware hash',
      /hardware\.sha256/,
      (m) => void ((m['hardware'] as Record<string, string>)['sha256'] = '0'.repeat(64)),
    ],
    ['a core moved', /tile is/, (m) => void moveToFreeCore(m.cores)],
    ['a neuron moved', /recomputed/, (m) => void moveNeuron(m.cores)],
  ];

  type Core = { neurons: Record<string, number[][]> };
  const addRange = (core: Core, from: Core): void => {
    const [id, ranges] = Object.entries(from.neurons)[0];
    core.neurons[id] = [...(core.neurons[id] ?? []), [...ranges[0]]].sort((a, b) => a[0] - b[0]);
  };
  const moveToFreeCore = (cores: (Core & { core: number })[]): void => {
    const used = new Set(cores.map(({ core }) => core));
    cores[0].core = [0, 1, 2, 3, 4, 5, 6, 7, 8].find((core) => !used.has(core))!;
    cores.sort((a, b) => a.core - b.core);
  };
  /** The last neuron of a range goes to another core with room: legal, but the numbers are then others. */
  const moveNeuron = (cores: Core[]): void => {
    const size = (core: Core): number =>
      Object.values(core.neurons)
        .flat()
        .reduce((sum, [a, b]) => sum + b - a + 1, 0);
    const roomy = cores.find((core) => size(core) < 12)!;
    const giver = cores.find((core) => core !== roomy && size(core) > 1)!;
    const [id, ranges] = Object.entries(giver.neurons).find(
      ([, list]) => list.some(([a, b]) => b > a) || list.length > 1,
    )!;
    const range = ranges.at(-1)!;
    const neuron = range[1];
    if (range[0] === range[1]) ranges.pop();
    else range[1]--;
    roomy.neurons[id] = [...(roomy.neurons[id] ?? []), [neuron, neuron]].sort((a, b) => a[0] - b[0]);
  };
  const firstLongRange = (cores: Core[]): number[] =>
    cores.flatMap((core) => Object.values(core.neurons).flat()).find(([a, b]) => b > a)!;

  it.each(tamper)('%s is rejected with its reason', async (name, reason, change) => {
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Parameters<typeof change>[0];
    change(manifest);
    const path = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(path, JSON.stringify(manifest));
    const refused = await runCli('verify', path, '--net', net, '--hw', hw);
    expect(refused.exit).toBe(1);
    expect(refused.err).toMatch(reason);
  });

  it('a core over a limit is rejected with both numbers', async () => {
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
      cores: { neurons: Record<string, number[][]> }[];
    };
    const size = (core: { neurons: Record<string, number[][]> }): number =>
      Object.values(core.neurons)
        .flat()
        .reduce((sum, [a, b]) => sum + b - a + 1, 0);
    const [first, second] = [...manifest.cores].sort((a, b) => size(b) - size(a));
    for (const [id, ranges] of Object.entries(second.neurons)) {
      first.neurons[id] = [...(first.neurons[id] ?? []), ...ranges].sort((a, b) => a[0] - b[0]);
    }
    manifest.cores.splice(manifest.cores.indexOf(second), 1);
    const path = join(folder, 'over.json');
    writeFileSync(path, JSON.stringify(manifest));
    const refused = await runCli('verify', path, '--net', net, '--hw', hw);
    expect(refused.exit).toBe(1);
    expect(refused.err).toMatch(/neurons.*\b12\b|\b12\b.*neurons/);
  });
});

describe('the other commands', () => {
  it('inspect says what is in the file, and what it breaks', async () => {
    const run = await runCli('inspect', net);
    expect(run).toMatchObject({ exit: 0 });
    expect(run.out).toMatch(/synapses\s+\d+/);
    expect((await runCli('inspect', net, '--hw', hw)).exit).toBe(0);
  });

  it('hw lists, shows and checks', async () => {
    expect((await runCli('hw', 'list')).out).toMatch(/loihi\s+128/);
    expect((await runCli('hw', 'show', 'loihi')).out).toMatch(/format: nmap-hardware/);
    expect(await runCli('hw', 'check', 'loihi')).toMatchObject({ exit: 0 });
    expect(await runCli('hw', 'check', hw)).toMatchObject({ exit: 0 });
  });

  it('mappers shows every pass with its options', async () => {
    expect((await runCli('mappers')).out).toMatch(/place\/hilbert/);
    expect((await runCli('mappers', 'refine/anneal')).out).toMatch(/Paper: /);
    const json = JSON.parse((await runCli('mappers', '--json')).out) as { passes: unknown[] };
    expect(json.passes.length).toBeGreaterThan(10);
  });

  it('generate makes a network that place accepts', async () => {
    const path = join(folder, 'mlp.json');
    expect(await runCli('generate', 'mlp', '-o', path)).toMatchObject({ exit: 0 });
    expect(await runCli('inspect', path)).toMatchObject({ exit: 0 });
    expect((await runCli('generate')).out).toMatch(/microcircuit/);
  });

  it.each([
    ['giant', ['--layers', '3', '--side', '4'], /giant-3x4, 3072 neurons in 3 populations/],
    ['giant', ['--layers', '1'], /option layers: expected a whole number of at least 2/],
    ['giant', ['--layers', 'many'], /option layers: expected a whole number/],
    // The same option is a text to another kind.
    ['mlp', ['--layers', '3-4'], /mlp-3-4, 7 neurons/],
    ['mlp', ['--layers', '34'], /expected sizes such as 784-100-10, got "34"/],
    ['resnet50', [], /resnet50, 16987624 neurons in 73 populations, 88 projections/],
  ])('generate %s %j reads a number where the kind takes one', async (kind, options, message) => {
    const { err } = await runCli('generate', kind, ...options, '-o', join(folder, `${kind}.json`));
    expect(err).toMatch(message);
  });

  it('places a cluster graph, and verifies it', async () => {
    const graph = join(folder, 'graph.csv');
    writeFileSync(graph, 'source,target,weight\n0,1,0.5\n1,2,2.25\n2,0,1\n3,1,4\n');
    const path = join(folder, 'clusters.json');
    expect(await runCli('place', graph, '--clusters', '--hw', hw, '-o', path)).toMatchObject({ exit: 0 });
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
      metrics: { weightedHops: number };
      network: { ids: string[] };
      cores: { neurons: unknown }[];
    };
    expect(manifest.metrics.weightedHops).toBeGreaterThanOrEqual(7.75);
    expect(manifest.network.ids).toEqual(['0', '1', '2', '3']);
    expect(manifest.cores[0].neurons).toHaveProperty('clusters');
    expect(await runCli('verify', path, '--net', graph, '--hw', hw)).toMatchObject({ exit: 0 });
  });

  it('has help and completion', async () => {
    expect((await runCli('--help')).out).toMatch(/nmap place/);
    expect((await runCli('place', '--help')).out).toMatch(/The main job/);
    expect((await runCli('completion')).out).toMatch(/compgen|compdef/);
    expect((await runCli('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
