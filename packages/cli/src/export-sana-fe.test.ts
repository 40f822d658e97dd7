/**
 * `nmap export --to sana-fe`: the files are read here as SANA-FE reads them and run by the few lines of its model that
 * matter, so that whatever we count and price is compared with what the files say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { hasBoxes, parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

interface Unit {
  name: string;
  attributes: Record<string, number | string>;
}
interface Core {
  name: string;
  attributes: { max_neurons_supported: number };
  soma: Unit[];
  synapse: Unit[];
  axon_out: Unit[];
}
interface Architecture {
  architecture: {
    attributes: { width: number; height: number; sync_model: string; latency_sync: number | number[] };
    tile: { name: string; attributes: Record<string, number>; core: Core[] }[];
  };
}
interface NetworkFile {
  network: {
    groups: {
      name: string;
      attributes: Record<string, number | string | boolean>;
      neurons: Record<string, { bias: number; potential: number }>[];
    }[];
    edges: Record<string, { type: string; source_target_pairs: [number, number][]; weight: number[] }>[];
  };
  mappings: Record<string, { core: string }>[];
}

/** `name[0..3]` is four of them. */
function copies(name: string): number {
  const [, first, last] = /\[(\d+)\.\.(\d+)\]$/.exec(name) ?? [];
  return first === undefined ? 1 : Number(last) - Number(first) + 1;
}

function rangeOf(text: string): number[] {
  const [first, last = first] = text.split('..').map(Number);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

interface Neuron {
  readonly name: string;
  readonly bias: number;
  potential: number;
  readonly threshold: number;
  core: string;
  readonly targets: Neuron[];
}

/** The chip and the network of the files; each name exactly once. */
function load(where: string) {
  const read = (name: string): unknown =>
    parse(readFileSync(join(where, name), 'utf8'), { maxAliasCount: 0 });
  const { architecture } = read('architecture.yaml') as Architecture;
  const { network, mappings } = read('network.yaml') as NetworkFile;
  const tiles = architecture.tile.flatMap((tile) =>
    Array.from({ length: copies(tile.name) }, () => ({
      attributes: tile.attributes,
      cores: tile.core.flatMap((core) => Array.from({ length: copies(core.name) }, () => core)),
    })),
  );
  expect(tiles).toHaveLength(architecture.attributes.width * architecture.attributes.height);

  const neurons = new Map<string, Neuron>();
  for (const { name, attributes, neurons: listed } of network.groups) {
    expect(attributes).toMatchObject({ reset_mode: 'soft', leak_decay: 1 });
    let next = 0;
    for (const entry of listed)
      for (const [range, { bias, potential }] of Object.entries(entry))
        for (const index of rangeOf(range)) {
          expect(index).toBe(next++);
          neurons.set(`${name}.${index}`, {
            name: `${name}.${index}`,
            bias,
            potential,
            threshold: attributes['threshold'] as number,
            core: '',
            targets: [],
          });
        }
  }
  const used = new Map<string, number>();
  for (const entry of mappings)
    for (const [name, { core }] of Object.entries(entry)) {
      const [group, range] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
      for (const index of rangeOf(range)) {
        const neuron = neurons.get(`${group}.${index}`)!;
        expect(neuron.core).toBe('');
        neuron.core = core;
        used.set(core, (used.get(core) ?? 0) + 1);
      }
    }
  for (const { core } of neurons.values()) expect(core).not.toBe('');
  const coreAt = (address: string): Core => {
    const [tile, offset] = address.split('.').map(Number);
    return tiles[tile].cores[offset];
  };
  for (const [core, count] of used)
    expect(coreAt(core).attributes.max_neurons_supported).toBeGreaterThanOrEqual(count);
  for (const entry of network.edges)
    for (const [key, { type, source_target_pairs: pairs, weight }] of Object.entries(entry)) {
      expect(type).toBe('sparse');
      expect(weight).toHaveLength(pairs.length);
      const [from, to] = key.split(' -> ');
      for (const [pre, post] of pairs)
        neurons.get(`${from}.${pre}`)!.targets.push(neurons.get(`${to}.${post}`)!);
    }
  return { tiles, neurons, coreAt, height: architecture.attributes.height };
}

/** What SANA-FE counts and charges over some steps. */
function run(where: string, steps: number) {
  const { tiles, neurons, coreAt, height } = load(where);
  const number = (unit: Unit, key: string): number => unit.attributes[key] as number;
  const counted = { spikes: 0, messages: 0, hops: 0, events: 0, soma: 0, synapse: 0, network: 0 };
  const spikesOf = new Map<string, number>();
  for (let step = 1; step <= steps; step++)
    for (const neuron of neurons.values()) {
      const { soma, axon_out: out } = coreAt(neuron.core);
      counted.soma += number(soma[0], 'energy_access_neuron') + number(soma[0], 'energy_update_neuron');
      neuron.potential += neuron.bias;
      if (neuron.potential <= neuron.threshold) continue;
      neuron.potential -= neuron.threshold;
      counted.spikes++;
      spikesOf.set(neuron.name, (spikesOf.get(neuron.name) ?? 0) + 1);
      counted.soma += number(soma[0], 'energy_spike_out');
      for (const core of new Set(neuron.targets.map((target) => target.core))) {
        const [from, to] = [neuron.core, core].map((address) => Number(address.split('.')[0]));
        const dx = Math.abs(Math.floor(from / height) - Math.floor(to / height));
        const dy = Math.abs((from % height) - (to % height));
        const { attributes } = tiles[from];
        counted.messages++;
        counted.hops += dx + dy;
        counted.network +=
          number(out[0], 'energy_message_out') +
          dx * attributes['energy_east_hop'] +
          dy * attributes['energy_north_hop'];
      }
      for (const target of neuron.targets) {
        const price = number(coreAt(target.core).synapse[0], 'energy_process_spike');
        counted.synapse += price;
        if (price > 0) counted.events++;
      }
    }
  return { ...counted, spikesOf, neurons };
}

const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 20,
  populations: [
    { id: 'in.1 -> x', size: 3, external: true, spikes: [4, 0, 7] },
    { id: 'a', size: 9, spikes: [1, 2, 0, 0, 5, 20, 7, 8, 9] },
    { id: 'b', size: 6, rateHz: 150 },
    { id: 'out', size: 2, external: true, spikes: 0 },
  ],
  projections: [
    { from: 'in.1 -> x', to: 'a', connector: 'all-to-all' },
    { from: 'in.1 -> x', to: 'out', connector: 'all-to-all' },
    { from: 'a', to: 'b', connector: 'all-to-all' },
    { from: 'a', to: 'b', connector: 'list', pre: [0, 0, 1], post: [1, 1, 5] },
    { from: 'b', to: 'out', connector: 'all-to-all' },
    { from: 'b', to: 'b', connector: 'one-to-one' },
  ],
};
const CONV = {
  format: 'nmap-network',
  version: 1,
  name: 'conv',
  durationMs: 10,
  populations: [
    { id: 'image', size: 64, shape: [1, 8, 8], external: true, spikes: 2 },
    { id: 'conv', size: 128, shape: [2, 8, 8], spikes: 3 },
    { id: 'pool', size: 32, shape: [2, 4, 4], spikes: 1 },
  ],
  projections: [
    { from: 'image', to: 'conv', connector: 'conv2d', kernel: [3, 3], padding: 'same' },
    { from: 'conv', to: 'pool', connector: 'pool2d', kernel: [2, 2] },
  ],
};
const constants = (values: Record<string, number>): string =>
  Object.entries(values)
    .map(([key, value]) => `  ${key}: { value: ${value}, source: a test, evidence: assumed }\n`)
    .join('');
const MIXED = `format: nmap-hardware
version: 1
name: mixed
topology: { kind: mesh, width: 3, height: 2, coresPerTile: 3, ioPort: { x: 2, y: 1 } }
core: { neurons: 4 }
coreClasses:
  - { name: large, cores: [1, "7-9"], neurons: 6 }
faults: { cores: [0], links: [] }
energy:
${constants({
  neuronStepPj: 52,
  neuronSpikingStepPj: 81,
  neuronSpikePj: 7,
  synapseEventPj: 23.6,
  packetInjectionPj: 1.5,
  localDeliveryPj: 2,
  routerPj: 0.5,
  hopEastWestPj: 3,
  hopNorthSouthPj: 4,
})}`;
const BOXES = MIXED.replaceAll(/neurons: \d/g, 'neurons: 48');

describe.each([
  ['loihi-sanafe', NET, 'loihi-sanafe', []],
  ['a chip of two classes with a dead core', NET, MIXED, []],
  ['neurons of a convolution', CONV, BOXES, ['--grain', 'neuron']],
  ['boxes of a convolution', CONV, BOXES, ['--grain', 'block']],
] as const)('%s', (name, net, chip, options) => {
  const file = name.replaceAll(' ', '-');
  const hw = chip.includes('\n') ? at(`${file}.yaml`) : chip;
  const steps = net.durationMs;
  let manifest: Manifest;

  it('is written', async () => {
    if (chip.includes('\n')) writeFileSync(hw, chip);
    writeFileSync(at(`${file}.net.json`), JSON.stringify(net));
    const netPath = at(`${file}.net.json`);
    const placing = await runCli(
      'place',
      netPath,
      '--hw',
      hw,
      '--quiet',
      '-o',
      at(`${file}.m.json`),
      ...options,
    );
    expect(placing).toMatchObject({ exit: 0 });
    manifest = parseManifest(readFileSync(at(`${file}.m.json`), 'utf8'), 'm.json');
    const command = ['export', at(`${file}.m.json`), '--net', netPath, '--hw', hw, '--to', 'sana-fe'];
    const run = await runCli(...command, '-o', at(file));
    expect(run).toMatchObject({ exit: 0, out: '' });
    expect(run.err).toContain(`sim architecture.yaml network.yaml ${steps}`);
    expect(manifest.version).toBe(name.startsWith('boxes') ? 2 : 1);
  });

  it('has every neuron where the manifest has it', () => {
    const { neurons, height } = load(at(file));
    expect(neurons.size).toBe(manifest.network.neurons);
    const found = new Map<string, number>();
    for (const { core } of neurons.values()) {
      const [tile, offset] = core.split('.').map(Number);
      const key = `${Math.floor(tile / height)} ${tile % height} ${offset}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    const perTile = /coresPerTile: (\d)/.exec(chip)?.[1] ?? '4';
    for (const { core, x, y, neurons: listed } of manifest.cores) {
      let count = 0;
      for (const ranges of Object.values(listed)) {
        if (hasBoxes(ranges))
          for (const box of ranges.boxes)
            count += box.reduce((product, [from, to]) => product * (to - from), 1);
        else for (const [first, last] of ranges) count += last - first + 1;
      }
      expect(found.get(`${x} ${y} ${core % Number(perTile)}`)).toBe(count);
    }
    const external = manifest.network.externalNeurons ?? 0;
    const { x, y } = manifest.ports[0];
    expect(found.get(`${x} ${y} ${perTile}`)).toBe(external);
  });

  it('fires, sends and costs there what the manifest says', () => {
    const { spikes, messages, hops, soma, synapse, network, spikesOf, neurons } = run(at(file), steps);
    const { metrics } = manifest;
    const { energyPj } = metrics;
    const further = metrics.further!;
    const close = (joules: number, picojoules: number | null): void =>
      expect(joules * 1e12).toBeCloseTo(picojoules!, 6);
    for (const { name, bias } of neurons.values()) expect(spikesOf.get(name) ?? 0).toBe(bias);
    expect(spikes).toBeGreaterThan(0);
    expect(messages).toBe(further['messages']);
    expect(hops).toBe(metrics.spikeHops);
    close(soma, energyPj.neurons);
    close(synapse, energyPj.synapses);
    close(network, energyPj.interconnect);
  });
});

it('a table of barriers is by the tiles in use', () => {
  const text = readFileSync(join(at('loihi-sanafe'), 'architecture.yaml'), 'utf8');
  const { attributes } = (parse(text) as Architecture).architecture;
  expect(attributes).toMatchObject({ width: 8, height: 4, sync_model: 'table' });
  const sync = attributes.latency_sync as number[];
  expect(sync).toHaveLength(33);
  expect([0, 1, 2, 3, 4, 28, 29, 32].map((tiles) => Math.round(sync[tiles] * 1e9))).toEqual([
    0, 600, 1000, 1000, 1400, 1400, 1800, 1800,
  ]);
});

it('names no group after a population', () => {
  const where = at('loihi-sanafe');
  const { network } = parse(readFileSync(join(where, 'network.yaml'), 'utf8')) as NetworkFile;
  expect(network.groups.map(({ name }) => name)).toEqual(['g0', 'g1', 'g2', 'g3']);
  expect(readFileSync(join(where, 'groups.csv'), 'utf8').split('\n').slice(0, 2)).toEqual([
    'group,population,neurons,external',
    'g0,"in.1 -> x",3,true',
  ]);
});
