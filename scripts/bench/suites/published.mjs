/**
 * Published partitioners side by side: what they cut, in the measure that each minimises and in the other one. Quality
 * only, on ids as the files have them, as the papers do. A run that fell back, or found nothing by its own rule, is a failure.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { place } from '@nmap/compiler';
import { NmapError } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { withTemporaryFolder } from '../lib/child.mjs';
import { geometricMean, ratio } from '../lib/statistics.mjs';

/** Where it stands: the network, the cores, and whether the chip has other limits. */
const PLACES = [
  { net: 'spinemap 400-400-200', file: null, chip: mesh(2, 2, 'neurons: 256') },
  { net: 'mlp', file: 'mlp.json', chip: mesh(5, 4, 'neurons: 64') },
  { net: 'microcircuit-1pct', file: 'microcircuit-1pct.json', chip: mesh(4, 4, 'neurons: 64') },
  { net: 'lenet5', file: 'lenet5.json', chip: mesh(8, 8, 'neurons: 256') },
  { net: 'lenet5 on Loihi', file: 'lenet5.json', chip: null },
];

const SEQUENTIAL = 'partition/sequential';
/** Whether the seed makes a difference. */
const PARTITIONERS = {
  [SEQUENTIAL]: false,
  'partition/random': true,
  'partition/pacman': false,
  'partition/sequential-ordered': false,
  'partition/sequential-ordered(order=greedy)': false,
  'partition/balanced-load': false,
  'partition/spinemap-greedy': false,
  'partition/spinecluster': true,
  'partition/min-clusters': false,
  'partition/min-comm': true,
  'partition/psopart': true,
  'partition/run-time': true,
  'partition/sneap': true,
  'partition/neumap': true,
  'partition/edgemap': false,
  'partition/hierarchical': true,
  'partition/hyperedge-overlap': false,
  'preset default': true,
};

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const { net, file, chip } of PLACES) {
      if (options.nets !== null && !options.nets.includes(net)) continue;
      const network = file === null ? fixture(folder) : exampleOf(file);
      const hardware = chip === null ? 'loihi' : await written(join(folder, 'chip.yaml'), chip);
      for (const tool of options.pipelines ?? Object.keys(PARTITIONERS)) {
        for (let seed = 1; seed <= (PARTITIONERS[tool] === false ? 1 : options.seeds); seed++) {
          const result = await cutsOf(await network, hardware, tool, seed);
          runs.push({ net, tool, seed, ...result });
          options.log(
            `published: ${net} ${tool} seed ${seed}: ${result.failure ?? `F ${result.cutSpikes}, packets ${result.packets}`}`,
          );
        }
      }
    }
  });
  return runs;
}

export const keyOf = ({ net, tool, seed }) => [net, tool, seed].join('\t');

async function cutsOf(network, hardware, tool, seed) {
  const how =
    tool === 'preset default'
      ? { preset: 'default' }
      : { pipeline: `lower(grain=neuron); ${tool}; place/hilbert; route/xy` };
  try {
    const { manifest } = await place(network, hardware, { ...how, seed, grain: 'neuron' });
    const fellBack = manifest.pipeline.find(({ fellBackTo }) => fellBackTo !== undefined);
    const { cutSpikes, interCorePackets, coresUsed, spikeHops } = manifest.metrics;
    return {
      cutSpikes,
      packets: interCorePackets,
      hops: spikeHops,
      cores: coresUsed,
      failure: fellBack === undefined ? null : `fell back to ${fellBack.fellBackTo}`,
    };
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    const [{ code, where }] = error.diagnostics;
    return { cutSpikes: null, packets: null, hops: null, cores: null, failure: `${code} ${where}` };
  }
}

export function tables(runs) {
  const rows = [];
  for (const net of new Set(runs.map((one) => one.net))) {
    const here = runs.filter((one) => one.net === net);
    const mean = (tool, key) =>
      geometricMean(here.filter((one) => one.tool === tool && one.failure === null).map((one) => one[key]));
    for (const tool of new Set(here.map((one) => one.tool))) {
      const group = here.filter((one) => one.tool === tool);
      const shown = (key) => (mean(tool, key) === null ? null : Math.round(mean(tool, key)));
      rows.push([
        net,
        tool,
        shown('cutSpikes'),
        ratio(mean(tool, 'cutSpikes'), mean(SEQUENTIAL, 'cutSpikes')),
        shown('packets'),
        ratio(mean(tool, 'packets'), mean(SEQUENTIAL, 'packets')),
        shown('cores'),
        group.filter(({ failure }) => failure !== null).length,
        group.length,
      ]);
    }
  }
  return [
    {
      id: 'published',
      title: 'Published partitioners (lower is better), ids as given',
      columns: [
        'net',
        'partitioner',
        'F',
        'to sequential',
        'packets',
        'to sequential',
        'cores',
        'failed',
        'runs',
      ],
      rows,
      notes: [
        '`F`: spikes over synapses between cores (`cutSpikes`); `packets`: spikes times other cores reached (`interCorePackets`). Geometric means over the seeds.',
        '`failed`: the rule of the paper found no legal clustering. No other packer takes over.',
        'Cores of 256 neurons on 400-400-200 (4 of them) and lenet5, of 64 on mlp and microcircuit-1pct, without other limits; Loihi with all of its limits. The first network is the fixture of SpiNeMap with spikes drawn as recorded there.',
      ],
    },
  ];
}

function mesh(width, height, core) {
  return `format: nmap-hardware\nversion: 1\nname: cores\ntopology: { kind: mesh, width: ${width}, height: ${height} }\ncore: { ${core} }\n`;
}

async function written(file, text) {
  await writeFile(file, text);
  return file;
}

function exampleOf(file) {
  return new URL(`../../../examples/${file}`, import.meta.url).pathname;
}

/** As `mappers/src/testing/crossbars.ts` draws it. */
function fixture(folder) {
  const rng = new Rng(1);
  const layers = [
    ['in', 400, 21, 19],
    ['hidden', 400, 14, 2],
    ['out', 200, 18, 3],
  ];
  const populations = layers.map(([id, size, fewest, numbers]) => ({
    id,
    size,
    spikes: Array.from({ length: size }, () => fewest + rng.below(numbers)),
  }));
  const projections = [
    { from: 'in', to: 'hidden', connector: 'all-to-all' },
    { from: 'hidden', to: 'out', connector: 'all-to-all' },
  ];
  const net = {
    format: 'nmap-network',
    version: 1,
    name: 'spinemap',
    timestepMs: 1,
    durationMs: 300,
    populations,
    projections,
  };
  return written(join(folder, 'spinemap.json'), JSON.stringify(net));
}
