/**
 * Networks that others published (folder NMAP_DATA): each is read with the counts that an independent reader took of it,
 * is placed on a chip and verified, or refused with the reason why no placement can be.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inspect, loadManifestSubject, place, verifyManifest } from '@nmap/compiler';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { temporaryFolder } from './testing/run-cli.ts';

const data = process.env['NMAP_DATA'];
const nets =
  data === undefined
    ? undefined
    : [data, join(data, 'nets')].find((folder) => existsSync(join(folder, 'celegans')));

interface Published {
  readonly file: string;
  /** On the chip, and outside. */
  readonly neurons: readonly [onChip: number, external: number];
  readonly synapses: number;
  readonly hw: string;
  /** Known defects that only --lenient reads. */
  readonly lenient?: boolean;
  /** Put at most so many neurons on a core: a small network on several. */
  readonly neuronsPerCore?: number;
}

const FILES: readonly Published[] = [
  { file: 'nir/01_lif/lif_norse.nir', neurons: [1, 1], synapses: 1, hw: 'loihi' },
  { file: 'nir/01_lif/lif_rockpool.nir', neurons: [1, 1], synapses: 1, hw: 'loihi' },
  {
    file: 'nir/01_lif/debug_spike_representation/two_lif_neurons.nir',
    neurons: [2, 1],
    synapses: 2,
    hw: 'loihi',
  },
  {
    file: 'nir/braille_noDelay_bias_zero.nir',
    neurons: [45, 12],
    synapses: 2166,
    hw: 'loihi',
    neuronsPerCore: 8,
  },
  {
    file: 'nir/braille_noDelay_bias_zero_subgraph.nir',
    neurons: [45, 12],
    synapses: 2166,
    hw: 'loihi',
    lenient: true,
    neuronsPerCore: 8,
  },
  // Pooling without neurons between convolutions: each pooled neuron has synapses of its own; by layers they are 838,688.
  { file: 'nir/02_cnn/cnn_sinabs.nir', neurons: [8970, 2312], synapses: 1_122_848, hw: 'loihi' },
  { file: 'lava-dl/tiny.net', neurons: [1668, 0], synapses: 86_400, hw: 'loihi' },
  { file: 'lava-dl/mnist.net', neurons: [202, 784], synapses: 109_184, hw: 'loihi' },
  { file: 'lava-dl/oxford/Trained/network.net', neurons: [456, 200], synapses: 102_400, hw: 'loihi' },
  { file: 'lava-dl/pilotnet_small.net', neurons: [43_117, 0], synapses: 5_071_110, hw: 'loihi' },
  { file: 'sonata/point_450cells', neurons: [450, 100], synapses: 64_441, hw: 'loihi' },
  { file: 'sonata/point_120cells', neurons: [120, 100], synapses: 2661, hw: 'loihi', neuronsPerCore: 16 },
  { file: 'sonata/9_cells', neurons: [9, 20], synapses: 1289, hw: 'loihi' },
  { file: 'sonata/300_pointneurons', neurons: [300, 100], synapses: 48_432, hw: 'loihi' },
  {
    file: 'microcircuit/MicrocircuitNoInput_2pcnt.net.nml.h5',
    neurons: [1539, 0],
    synapses: 59_607,
    hw: 'loihi',
  },
  { file: 'celegans/aconnectome_white_1986_whole.csv', neurons: [309, 0], synapses: 2961, hw: 'loihi' },
  { file: 'spinemap/ANNDVT.connection_info.txt', neurons: [273, 0], synapses: 18_420, hw: 'loihi' },
  { file: 'tennlab/framework_33.txt', neurons: [180, 0], synapses: 620, hw: 'truenorth' },
  { file: 'tennlab/framework_34.txt', neurons: [54, 0], synapses: 138, hw: 'loihi' },
  { file: 'tennlab/framework_35.txt', neurons: [40, 0], synapses: 113, hw: 'loihi' },
  { file: 'tennlab/framework_36.txt', neurons: [65, 0], synapses: 112, hw: 'loihi' },
  { file: 'tennlab/magic_converted.txt', neurons: [102, 0], synapses: 304, hw: 'loihi' },
  { file: 'tennlab/pole_original.txt', neurons: [15, 0], synapses: 30, hw: 'loihi' },
];

/** What proves that no placement can be, or []. */
async function reasonsAgainst(run: () => Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'infeasible') return error.diagnostics;
    throw error;
  }
  return [];
}

async function placedAndVerified(
  path: string,
  { hw, lenient: asked, neuronsPerCore }: Pick<Published, 'hw' | 'lenient' | 'neuronsPerCore'>,
) {
  const lenient = asked === true;
  const options = { preset: 'fast', lenient, ...(neuronsPerCore === undefined ? {} : { neuronsPerCore }) };
  const { manifest } = await place(path, hw, options);
  const subject = await loadManifestSubject(manifest, path, hw, { lenient });
  expect(verifyManifest(subject).filter(({ severity }) => severity === 'error')).toEqual([]);
  return manifest;
}

describe('published networks', () => {
  if (nets === undefined) {
    it.skip('skipped: NMAP_DATA names no folder with celegans/', () => undefined);
    return;
  }
  const at = (file: string): string => join(nets, file);

  it.each(FILES.map((one) => [one.file, one] as const))(
    '%s has its counts, is placed and verifies',
    async (file, { neurons: [onChip, external], synapses, ...how }) => {
      const lenient = how.lenient === true;
      const { statistics } = await inspect(at(file), { lenient });
      const { neurons, externalNeurons, synapses: counted } = statistics!;
      expect([neurons - externalNeurons, externalNeurons, counted]).toEqual([onChip, external, synapses]);
      if (!lenient) expect(how.lenient).toBeUndefined();
      else await expect(inspect(at(file))).rejects.toThrow(/E1855/);
      const manifest = await placedAndVerified(at(file), how);
      expect(manifest.network).toMatchObject({ neurons: onChip + external, synapses });
      if (how.neuronsPerCore !== undefined) expect(manifest.cores.length).toBeGreaterThan(1);
    },
    240_000,
  );

  it('the ring of the fly, in two tables', async () => {
    const file = join(temporaryFolder(), 'er-epg.csv');
    const tables = ['er2epg', 'epg2erEB'].map((name) => readFileSync(at(`hemibrain/${name}.csv`), 'utf8'));
    writeFileSync(file, tables.join(''));
    const { statistics } = await inspect(file);
    expect(statistics).toMatchObject({ neurons: 286, synapses: 9376 });
    await placedAndVerified(file, { hw: 'loihi', neuronsPerCore: 64 });
    // A neuron of DYNAP-SE2 hears 64 others.
    const [first] = await reasonsAgainst(() => place(file, 'dynapse', { preset: 'fast' }));
    expect(first).toMatchObject({ code: 'E2101', need: 228, have: 64 });
  });

  it('the worm, whose neurons hear more than those of DYNAP-SE2 can', async () => {
    const file = at('celegans/aconnectome_white_1986_whole.csv');
    const [first] = await reasonsAgainst(() => place(file, 'dynapse', { preset: 'fast' }));
    expect(first).toMatchObject({ code: 'E2101', need: 114, have: 64 });
  });
});
