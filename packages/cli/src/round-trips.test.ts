/** What is written is read again as the same network: its neurons, synapses, weights, delays and spikes. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportPlacement } from '@nmap/exports';
import { loadManifestSubject, place } from '@nmap/compiler';
import { WRITTEN_FORMATS, readNetworkBytes } from '@nmap/formats';
import { lower, visitWeightedSynapses, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import { NETWORK_WRITERS, networkWriter, type Pieces } from '@nmap/networks';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const spec: fc.Arbitrary<NetworkSpec> = fc
  .array(
    fc.record({ size: fc.integer({ min: 1, max: 6 }), spikes: fc.option(fc.nat(9)), external: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .chain((sizes) => {
    const populations: PopulationSpec[] = sizes.map(({ size, spikes, external }, k) => ({
      id: ['in, put', 'h "2"', 'ö'][k],
      size,
      ...(spikes === null ? {} : { spikes }),
      ...(external ? { external } : {}),
    }));
    const pair = fc.record({ from: fc.nat(sizes.length - 1), to: fc.nat(sizes.length - 1) });
    const synapse = fc.record({
      pre: fc.nat(),
      post: fc.nat(),
      weight: fc.double({ min: -3, max: 3, noNaN: true }),
      delay: fc.integer({ min: 1, max: 9 }),
    });
    return fc
      .array(fc.tuple(pair, fc.array(synapse, { minLength: 1, maxLength: 8 })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((projections) => ({
        name: 'n',
        timestepMs: 1,
        durationMs: 50,
        populations,
        projections: projections.map(([{ from, to }, synapses]) => ({
          from: populations[from].id,
          to: populations[to].id,
          connector: 'list' as const,
          pre: synapses.map(({ pre }) => pre % populations[from].size),
          post: synapses.map(({ post }) => post % populations[to].size),
          weight: synapses.map(({ weight }) => weight),
          delayMs: synapses.map(({ delay }) => delay),
        })),
      }));
  });

/** Every synapse of the flat network, sorted. */
function synapsesOf(network: NetworkSpec): string[] {
  const firstOf = new Map<string, number>();
  let first = 0;
  for (const { id, size } of network.populations) firstOf.set(id, (first += size) - size);
  return network.projections
    .flatMap(({ from, to }, index) => {
      const lines: string[] = [];
      visitWeightedSynapses(network, index, (pre, post, weight, delayMs) =>
        lines.push(`${firstOf.get(from)! + pre} ${firstOf.get(to)! + post} ${weight + 0} ${delayMs}`),
      );
      return lines;
    })
    .sort();
}

const spikesOf = (network: NetworkSpec): number[] => Array.from(lower(network).network.spikes);
const bytesOf = (pieces: Pieces): Buffer => Buffer.concat([...pieces].map((piece) => Buffer.from(piece)));
const readBack = async (network: NetworkSpec, name: string): Promise<NetworkSpec> => {
  const writer = NETWORK_WRITERS.find((one) => one.name === name)!;
  const ending = { 'edge-list': '.csv', nir: '.nir' }[name] ?? '.json';
  return (await readNetworkBytes([bytesOf(await writer.write(network))], `f${ending}`)).spec;
};

it('every format that the table of formats calls written has a writer', () => {
  expect(NETWORK_WRITERS.map(({ name }) => name).sort()).toEqual([...WRITTEN_FORMATS].sort());
});

describe('a network that is written', () => {
  it.each(['nmap-network', 'graphology', 'networkx'])('as %s is the same', async (name) => {
    await fc.assert(
      fc.asyncProperty(spec, async (network) => {
        const back = await readBack(network, name);
        expect(synapsesOf(back)).toEqual(synapsesOf(network));
        expect(spikesOf(back)).toEqual(spikesOf(network));
        expect(back.populations.map(({ id, size, external }) => [id, size, external === true])).toEqual(
          network.populations.map(({ id, size, external }) => [id, size, external === true]),
        );
        expect([back.timestepMs, back.durationMs]).toEqual([1, 50]);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('as an edge list has the same synapses where every neuron has one, and says what it lacks', async () => {
    let same = 0;
    await fc.assert(
      fc.asyncProperty(spec, async (network) => {
        const losses = (await networkWriter('x.csv', null).losses(network)).join();
        const back = await readBack(network, 'edge-list');
        const total = network.populations.reduce((sum, { size }) => sum + size, 0);
        if (losses.includes('numbered anew')) {
          expect(back.populations[0].size).toBeLessThan(total);
          return;
        }
        same++;
        expect(back.populations[0].size).toBe(total);
        expect(synapsesOf(back)).toEqual(synapsesOf(network));
      }),
      { seed: 5, numRuns: 100 },
    );
    expect(same).toBeGreaterThan(3);
  });

  it('as NIR has the same synapses, and what it lacks is said', async () => {
    let same = 0;
    await fc.assert(
      fc.asyncProperty(spec, async (network) => {
        const { losses } = networkWriter('x.nir', null);
        const spiking = network.populations.some(({ spikes }) => spikes !== undefined);
        expect(await losses(network)).toEqual(spiking ? ['spikes and rates'] : []);
        const outside = new Set(network.populations.flatMap(({ id, external }) => (external ? [id] : [])));
        const hears = network.projections.filter(({ to }) => outside.has(to)).map(({ to }) => to);
        const both = network.projections.some(({ from }) => hears.includes(from));
        const written = readBack(network, 'nir');
        if (both) {
          await expect(written).rejects.toThrow(/E1691/);
          return;
        }
        same++;
        const named = (one: NetworkSpec): NetworkSpec => ({
          ...one,
          populations: [...one.populations].sort((a, b) => (a.id < b.id ? -1 : 1)),
        });
        const back = await written;
        expect(synapsesOf(named(back))).toEqual(synapsesOf(named(network)));
        expect(
          named(back).populations.map(({ id, size, external }) => [id, size, external === true]),
        ).toEqual(named(network).populations.map(({ id, size, external }) => [id, size, external === true]));
        expect([back.name, back.timestepMs, back.durationMs]).toEqual(['n', 1, 50]);
      }),
      { seed: 5, numRuns: 60 },
    );
    expect(same).toBeGreaterThan(20);
  });

  it('with connectors, shapes and models is written out, and what is lost is named', async () => {
    const folder = temporaryFolder();
    const net = join(folder, 'net.json');
    writeFileSync(
      net,
      JSON.stringify({
        format: 'nmap-network',
        version: 1,
        name: 'n',
        populations: [
          { id: 'image', size: 16, shape: [1, 4, 4], role: 'input', spikes: 2 },
          { id: 'maps', size: 8, shape: [2, 2, 2], model: 'lif', params: { threshold: 1 }, spikes: 1 },
        ],
        projections: [
          {
            from: 'image',
            to: 'maps',
            connector: 'conv2d',
            kernel: 3,
            weight: Array.from({ length: 18 }, (_, k) => k),
          },
        ],
      }),
    );
    for (const [file, more] of [
      ['g.json', ['--to', 'graphology']],
      ['x.json', ['--to', 'networkx']],
      ['e.csv', []],
    ] as const) {
      const run = await runCli('convert', net, join(folder, file), ...more);
      expect(run.err).toMatch(
        /W1895 \S+: \S+ cannot say everything that is in the network; left out: shapes, roles, models, parameters/,
      );
      const [before, after] = [
        await runCli('inspect', net, '--json'),
        await runCli('inspect', join(folder, file), '--json'),
      ].map(({ out }) => (JSON.parse(out) as { metrics: { neurons: number; synapses: number } }).metrics);
      expect([after.neurons, after.synapses]).toEqual([before.neurons, before.synapses]);
    }
    expect((await runCli('convert', net, join(folder, 'same.json'))).err).not.toContain('W1895');
  });
});

it('what is generated is written as the ending of the file says', async () => {
  const folder = temporaryFolder();
  const counts = async (file: string): Promise<unknown> => {
    const { out } = await runCli('inspect', join(folder, file), '--json');
    const { neurons, synapses } = (JSON.parse(out) as { metrics: Record<string, number> }).metrics;
    return [neurons, synapses];
  };
  const generate = async (file: string, ...words: string[]): Promise<void> =>
    expect((await runCli('generate', ...words, '-o', join(folder, file), '--quiet')).exit).toBe(0);
  for (const file of ['n.json', 'n.nir']) await generate(file, 'lenet5');
  expect(await counts('n.nir')).toEqual(await counts('n.json'));
  // A synapse a line: of a network that has few.
  for (const file of ['r.json', 'r.csv']) await generate(file, 'random', '--neurons', '200');
  expect(await counts('r.csv')).toEqual(await counts('r.json'));
  const text = await runCli('generate', 'lenet5');
  expect(text.out).toBe(readFileSync(join(folder, 'n.json'), 'utf8'));
  // The model of the microcircuit has no node in NIR: nothing is written.
  const refused = await runCli('generate', 'microcircuit', '--scale', '0.01', '-o', join(folder, 'm.nir'));
  expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining('E1690 population')]);
  expect(existsSync(join(folder, 'm.nir'))).toBe(false);
});

describe('a placement that is exported', () => {
  it('to SANA-FE holds the network: its groups and synapses are read again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nmap-trip-'));
    await fc.assert(
      fc.asyncProperty(spec, async (drawn) => {
        // A neuron fires once a step at most, and somebody has to be on the chip.
        const network = {
          ...drawn,
          populations: drawn.populations.map(({ id, size, spikes }) => ({ id, size, spikes: spikes ?? 1 })),
        };
        const net = join(folder, 'net.json');
        writeFileSync(net, bytesOf(await networkWriter(net, null).write(network)));
        const { manifest } = await place(net, 'loihi-sanafe', {
          pipeline: 'partition/sequential; place/row-major',
          neuronsPerCore: 2,
        });
        const { files } = await exportPlacement(
          await loadManifestSubject(manifest, net, 'loihi-sanafe'),
          'sana-fe',
        );
        const text = bytesOf(files.find(({ name }) => name === 'network.yaml')!.pieces());
        const { spec: back } = await readNetworkBytes([text], 'network.yaml');
        const plain = (lines: string[]): string[] =>
          lines.map((line) => line.split(' ').slice(0, 2).join(' ')).sort();
        expect(plain(synapsesOf(back))).toEqual(plain(synapsesOf(network)));
        expect(back.populations.map(({ size }) => size)).toEqual(network.populations.map(({ size }) => size));
      }),
      { seed: 5, numRuns: 12 },
    );
  });
});
