/**
 * Networks whose synapses are never listed, by whole `nmap place` runs in processes of their own: on square meshes of
 * just enough cores (3 % more than the neurons need), ids in the file's order, which is what slicing in order profits from.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GENERATORS } from '@nmap/networks';
import { withTemporaryFolder } from '../lib/child.mjs';
import { meshText } from '../lib/mesh-target.mjs';
import { place, writeNet } from '../lib/nmap-place.mjs';

/** Kernels of 8 bits, once for all positions of a core, 128 KiB of them. */
const SHARED = { neurons: 1024, synapseMemoryBits: 2 ** 20, bitsPerSynapse: 8, sharedKernels: true };
const vgg = (variant) => () => GENERATORS.vgg.generate({ variant, meanSpikes: 1 });
/** Ways that take minutes at most on networks of millions of neurons. */
const SHORT = ['in order', 'blocks', 'fast'];

/**
 * What is placed, on cores with which limits; `side` = of the mesh, where more than the neurons decides it; `ways` = in which of
 * the ways, where not in all.
 */
const NETS = {
  vgg8: { make: vgg('vgg8'), limits: { neurons: 1024 } },
  vgg11: { make: vgg('vgg11'), limits: { neurons: 1024 } },
  alexnet: {
    make: () => GENERATORS.alexnet.generate({}),
    limits: { neurons: 4096 },
    ways: [...SHORT, 'default'],
  },
  mobilenet: { make: () => GENERATORS.mobilenet.generate({}), limits: { neurons: 4096 }, ways: SHORT },
  resnet50: { make: () => GENERATORS.resnet50.generate({}), limits: { neurons: 4096 }, ways: SHORT },
  vgg16: { make: vgg('vgg16'), limits: { neurons: 4096 }, ways: SHORT },
  'vgg16-shared': { make: vgg('vgg16'), limits: SHARED, side: 130, ways: ['blocks', 'fast'] },
  'vgg16-shared-axons': {
    make: vgg('vgg16'),
    limits: { ...SHARED, outputAxons: 4096 },
    side: 200,
    ways: ['blocks', 'fast'],
  },
  'mobilenet-loihi': {
    make: () => GENERATORS.mobilenet.generate({}),
    limits: { ...SHARED, inputAxons: 4096, outputAxons: 4096 },
    side: 76,
    ways: ['blocks', 'fast'],
  },
  microcircuit: {
    make: () => GENERATORS.microcircuit.generate({ scale: 1 }),
    limits: { neurons: 1024 },
    ways: ['fast', 'default'],
  },
  'giant-64': {
    make: () => GENERATORS.giant.generate({ layers: 64, side: 128 }),
    limits: { neurons: 4096 },
    side: 128,
    ways: ['fast', 'default'],
  },
  giant: {
    make: () => GENERATORS.giant.generate({ layers: 1024, side: 256 }),
    limits: { neurons: 4096 },
    side: 1024,
    ways: ['fast'],
  },
};

/** Only by name: minutes, and gigabytes. */
const ON_DEMAND = ['giant'];

/** The other ways are compared with the first. A network that lists its synapses is lowered by neurons as well. */
const WAYS = {
  'in order': ['--grain', 'position', '--pipeline', 'partition/sequential; place/multilevel(effort=0.03)'],
  blocks: ['--grain', 'position', '--pipeline', 'partition/blocks; place/multilevel(effort=0.3)'],
  fast: ['--preset', 'fast'],
  default: ['--preset', 'default'],
  'neurons, fast': ['--grain', 'neuron', '--preset', 'fast'],
};

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const [net, { make, limits, side: given, ways }] of Object.entries(NETS)) {
      if (options.nets === null ? ON_DEMAND.includes(net) : !options.nets.includes(net)) continue;
      const file = join(folder, `${net}.json`);
      const spec = make();
      await writeNet(file, spec);
      const chip = join(folder, `${net}.yaml`);
      const side = given ?? sideOf(spec, limits.neurons);
      await writeFile(chip, meshText({ columns: side, rows: side, limits }));
      for (const [how, more] of Object.entries(WAYS)) {
        if (ways !== undefined && !ways.includes(how)) continue;
        const done = await place(file, chip, ['--objective', 'traffic', ...more], folder, options.limitS);
        const { exit, userS, wallS, maxRssMiB, metrics, reason } = done;
        options.log(
          `scale: ${net}, ${how}: ${reason ?? `${metrics.interCorePackets} packets, ${metrics.spikeHops} hops`}, ` +
            `${wallS.toFixed(1)} s, ${maxRssMiB?.toFixed(0)} MiB`,
        );
        runs.push({ net, side, how, exit, userS, wallS, maxRssMiB, metrics, reason });
      }
    }
  });
  return runs;
}

/** Of the smallest square mesh whose cores hold 3 % more than the neurons on the chip. */
function sideOf({ populations }, neuronsPerCore) {
  const neurons = populations.reduce((sum, { size, external }) => sum + (external === true ? 0 : size), 0);
  return Math.ceil(Math.sqrt((1.03 * neurons) / neuronsPerCore));
}

export const keyOf = ({ net, how }) => `${net}\t${how}`;

export const tables = (runs) => [
  {
    id: 'scale',
    title: 'Networks in units: packets and hops of whole `nmap place` runs under `--objective traffic`',
    columns: ['net', 'mesh', 'how', 'cores', 'packets', 'hops', 'hops a packet', 'CPU s', 's', 'MiB'],
    rows: runs.map(({ net, side, how, metrics, userS, wallS, maxRssMiB, reason }) => [
      net,
      `${side} x ${side}`,
      how,
      ...(metrics === null
        ? [reason, null, null, null]
        : [
            metrics.coresUsed,
            metrics.interCorePackets,
            metrics.spikeHops,
            metrics.spikeHops / metrics.interCorePackets,
          ]),
      userS,
      wallS,
      maxRssMiB,
    ]),
    notes: [
      'in order: consecutive units, one position with its channels after the other; consecutive neurons, channel by channel, cost several times more.',
    ],
  },
];
