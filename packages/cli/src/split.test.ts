/** `place --split`, and that a network whose neurons are split spikes as it did before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadManifestSubject, parsePipeline } from '@nmap/compiler';
import { readHardware } from '@nmap/hardware';
import { lower, type NetworkSpec, type Source } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { OffChip, simulate, type SpikeSource } from '@nmap/simulator';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
/** 300-70-10: more inputs than a neuron of TrueNorth, the crossbar or DYNAP-SE has, and for the last more outputs before it. */
const MLP = join(folder, 'mlp.json');
const FAST = 'partition/greedy; place/hilbert';

const placed = (...options: string[]) => runCli('place', MLP, '--pipeline', FAST, ...options);

beforeAll(() => {
  const populations = [
    { id: 'input', size: 300, role: 'input', spikes: 3 },
    { id: 'dense1', size: 70, spikes: 2 },
    { id: 'output', size: 10, role: 'output', spikes: 2 },
  ];
  const projections = [
    { from: 'input', to: 'dense1', connector: 'all-to-all' },
    { from: 'dense1', to: 'output', connector: 'all-to-all' },
  ];
  const network = { format: 'nmap-network', version: 1, durationMs: 100, populations, projections };
  writeFileSync(MLP, JSON.stringify(network));
});

describe('place --split', () => {
  it.each([
    ['truenorth', 'auto', 'split/chain', ['dense1.parts']],
    ['crossbar128', 'auto', 'split/tree', ['dense1.parts']],
    ['crossbar128', 'slices', 'split/slices', ['dense1.parts']],
    ['dynapse', 'chain', 'split/chain', ['dense1.parts', 'output.parts']],
    ['dynapse', 'tree', 'split/tree', ['dense1.parts', 'output.parts']],
  ])('places the MLP on %s by %s, verified and replayed', async (hw, way, pass, parts) => {
    const path = join(folder, `${hw}-${way}.json`);
    const run = await placed('--hw', hw, '--split', way, '-o', path);
    expect([run.exit, run.err]).toEqual([0, expect.stringContaining('W6040')]);
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    expect(manifest.pipeline[0]).toMatchObject({
      pass,
      options: { fanIn: 0, relays: 'needed', rates: 'graded' },
    });
    expect(manifest.split).toMatchObject({ neurons: 380, synapses: 21_700, lateSynapses: 0 });
    expect(manifest.split!.parts.map(({ id }) => id)).toEqual(expect.arrayContaining(parts));
    const added = manifest.split!.parts.reduce((sum, { size }) => sum + size, 0);
    expect(manifest.network.neurons).toBe(380 + added);
    expect(manifest.split!.added.neurons).toBe(added);
    const subject = ['--net', MLP, '--hw', hw];
    expect(await runCli('verify', path, ...subject, '--replay')).toMatchObject({
      exit: 0,
      err: expect.stringContaining('make the same bytes'),
    });
    expect(await runCli('simulate', path, ...subject)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('every count and energy of the manifest is reproduced exactly'),
    });
  });

  it.each([
    ['without it the refusal names it', [], 1, 'E2101', '(--split auto)'],
    ['off', ['--split', 'off'], 1, 'E2101', '(--split auto)'],
    ['inspect names it', null, 1, 'E2101', '(--split auto)'],
    ['a word that there is not', ['--split', 'spiral'], 2, 'E1', 'slices'],
    ['beside --grain', ['--split', 'auto', '--grain', 'position'], 2, 'E1651', '--grain'],
    ['of a cluster graph', ['--split', 'auto', '--clusters'], 2, 'E1', '--split and --clusters'],
  ] as const)('%s', async (_name, options, exit, code, text) => {
    const run =
      options === null
        ? await runCli('inspect', MLP, '--hw', 'dynapse')
        : await placed('--hw', 'dynapse', ...options);
    expect(run.exit).toBe(exit);
    expect(run.err).toContain(code);
    expect(run.err).toContain(text);
  });

  it('beside a pipeline that splits', async () => {
    const pipeline = `split/tree; ${FAST}`;
    const run = await runCli('place', MLP, '--hw', 'dynapse', '--split', 'chain', '--pipeline', pipeline);
    expect([run.exit, run.err]).toEqual([2, expect.stringContaining('E1651')]);
  });

  it('of a network that fits is no split at all', async () => {
    const [plain, split] = await Promise.all(
      ['off', 'auto'].map((way) => placed('--hw', 'loihi', '--split', way)),
    );
    expect(split).toMatchObject({ exit: 0, out: plain.out });
  });

  it('finds a part that the manifest gives to another neuron', async () => {
    const path = join(folder, 'truenorth-auto.json');
    const text = readFileSync(path, 'utf8').replace('"of": "dense1"', '"of": "output"');
    const copy = join(folder, 'changed.json');
    writeFileSync(copy, text);
    const run = await runCli('verify', copy, '--net', MLP, '--hw', 'truenorth');
    expect([run.exit, run.err]).toEqual([1, expect.stringMatching(/E4108 split\.parts/)]);
  });
});

/** 12 inputs, two layers and a skip past the first of them; weights are whole sixteenths, so that sums have no rounding. */
function layers(params: Record<string, number>): NetworkSpec {
  const weightOf = (pre: number, post: number): number => (((pre * 7 + post * 13) % 11) - 3) / 16;
  const pairs = (from: number, to: number) =>
    Array.from({ length: from * to }, (_, k) => [Math.floor(k / to), k % to] as const);
  const projection = (from: string, to: string, sizes: readonly [number, number], delayMs: number) => ({
    from,
    to,
    connector: 'list' as const,
    pre: pairs(...sizes).map(([pre]) => pre),
    post: pairs(...sizes).map(([, post]) => post),
    weight: pairs(...sizes).map(([pre, post]) => weightOf(pre, post)),
    delayMs,
  });
  return {
    name: 'layers',
    timestepMs: 1,
    durationMs: 60,
    populations: [
      { id: 'in', size: 12, role: 'input', model: 'input', spikes: 20 },
      { id: 'h', size: 9, model: 'lif', params, spikes: 20 },
      { id: 'out', size: 4, model: 'if', params: { ...params, bias: 0.0625 }, spikes: 20 },
    ],
    projections: [
      projection('in', 'h', [12, 9], 1),
      projection('h', 'out', [9, 4], 2),
      projection('in', 'out', [12, 4], 1),
    ],
  };
}

const STEPS = 60;
/** The same inputs for every run: neuron i every (2 + i % 4)-th step. */
const inputs: SpikeSource = {
  fire(step, fired) {
    let count = 0;
    for (let neuron = 0; neuron < 12; neuron++) {
      if ((step + neuron) % (2 + (neuron % 4)) !== 0) continue;
      fired.neuron[count] = neuron;
      fired.times[count++] = 1;
    }
    return count;
  },
};

/** spikes[neuron of the file] = the steps in which it spikes. */
function spikesOf(spec: NetworkSpec, known: number): number[][] {
  const run = new OffChip({ spec, network: lower(spec).network, given: inputs }, STEPS);
  const spikes: number[][] = Array.from({ length: known }, () => []);
  for (let step = 0; step < STEPS; step++) {
    const { fired, count } = run.step();
    for (let i = 0; i < count; i++) if (fired.neuron[i] < known) spikes[fired.neuron[i]].push(step);
  }
  return spikes;
}

const CHIP = `format: nmap-hardware
version: 1
name: narrow
topology: { kind: mesh, width: 10, height: 10 }
core: { neurons: 6, fanInPerNeuron: 4, fanOutCoresPerNeuron: 1 }
`;

describe.each(['chain', 'tree', 'slices'])('a network split by %s', (way) => {
  const params = { threshold: 1, leak: 0.75, v0: 0.25, refractoryMs: 1 };
  const spec = layers(params);
  let split: NetworkSpec;
  beforeAll(async () => {
    const { target } = readHardware(CHIP, 'chip.yaml');
    const source: Source = {
      stage: 'source',
      spec,
      target,
      constraints: { maxCores: null },
      objective: 'energy',
    };
    const [pass] = parsePipeline(`split/${way}`);
    split = ((await pass.run(source, quiet)) as Source).spec;
  });

  it('spikes as before, each population some steps later', () => {
    const before = spikesOf(spec, 25);
    const after = spikesOf(split, 25);
    const shifts = split.populations.flatMap(({ size, params: made }) =>
      Array.from({ length: size }, () => (made?.['windowStartMs'] as number | undefined) ?? 0),
    );
    const most = Math.max(...shifts);
    expect(most).toBeGreaterThan(1);
    expect(before.slice(12).flat().length).toBeGreaterThan(100);
    for (const [neuron, steps] of before.entries()) {
      const shift = shifts[neuron];
      expect(after[neuron]).toEqual(steps.map((step) => step + shift).filter((step) => step < STEPS));
    }
  });

  it('spikes so on the placed chip, too', async () => {
    const [net, hw, path] = ['layers.json', 'narrow.yaml', `${way}.json`].map((name) => join(folder, name));
    writeFileSync(net, JSON.stringify({ format: 'nmap-network', version: 1, ...spec }));
    writeFileSync(hw, CHIP);
    const run = await runCli(
      'place',
      net,
      '--hw',
      hw,
      '--split',
      way,
      '--pipeline',
      FAST,
      '-o',
      path,
      '--quiet',
    );
    expect(run.exit).toBe(0);
    const { manifest, problem, spec: placedSpec } = await loadManifestSubject(path, net, hw);
    const report = simulate({
      manifest,
      spec: placedSpec!,
      network: problem.network,
      target: problem.target,
      options: { mode: 'lif', input: inputs },
    });
    const counts = spikesOf(split, problem.network.neuronCount).map(({ length }) => length);
    expect(Array.from(report.spikesOf)).toEqual(counts);
  });
});

const quiet = {
  threads: 1,
  diagnostic: () => undefined,
  stat: () => undefined,
  progress: () => 'go' as const,
} as unknown as Parameters<ReturnType<typeof parsePipeline>[number]['run']>[1];
