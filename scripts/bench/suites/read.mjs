/**
 * Time and peak memory of reading a network file, each in a process of its own, interleaved with
 * JSON.parse of the same file, which checks nothing and cannot read a file over half a gigabyte.
 */
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Rng } from '@nmap/kernels';
import { writeNetworkSpec } from '@nmap/networks';
import { runNode, withTemporaryFolder } from '../lib/child.mjs';
import { largest, least, median, ratio } from '../lib/statistics.mjs';

const CHILD = fileURLToPath(new URL('../lib/read-child.mjs', import.meta.url));

/** name, synapses, neurons. */
const FILES = [
  ['1 M synapses', 1_000_000, 10_000],
  ['8 M synapses', 8_000_000, 80_000],
];

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const [name, synapses, neurons] of FILES) {
      const file = join(folder, `${synapses}.json`);
      await writeFile(file, randomNetwork(synapses, neurons));
      const bytes = (await stat(file)).size;
      for (let repeat = 0; repeat < options.repeats; repeat++) {
        for (const way of ['nmap', 'json']) {
          const { exit, stdout, stderr, maxRssMiB } = await runNode(CHILD, [way, file]);
          if (exit !== 0) throw new Error(`reading ${name} by ${way} ended with ${exit}: ${stderr}`);
          const { timeS, synapses: found } = JSON.parse(stdout);
          if (found !== synapses) throw new Error(`reading ${name} by ${way} found ${found} synapses`);
          runs.push({ name, way, repeat, bytes, timeS, maxRssMiB });
          options.log(`read: ${name} by ${way}: ${timeS.toFixed(2)} s, ${maxRssMiB.toFixed(0)} MiB`);
        }
      }
    }
  });
  return runs;
}

export const keyOf = ({ name, way, repeat }) => [name, way, repeat].join('\t');

export const tables = (runs) => [table(runs)];

/** Random pairs, a delay for all, a weight for each: what a recorded network looks like. */
function randomNetwork(synapses, neurons) {
  const rng = new Rng(1);
  const draw = (make) => Array.from({ length: synapses }, make);
  return {
    name: 'list of synapses',
    timestepMs: 1,
    durationMs: 1000,
    populations: [{ id: 'all', size: neurons, spikes: 10 }],
    projections: [
      {
        from: 'all',
        to: 'all',
        connector: 'list',
        pre: draw(() => rng.below(neurons)),
        post: draw(() => rng.below(neurons)),
        weight: draw(() => (rng.below(2000) - 1000) / 1000),
        delayMs: 1,
      },
    ],
  };
}

async function writeFile(path, spec) {
  const file = await open(path, 'w');
  for (const chunk of writeNetworkSpec(spec)) await file.write(chunk);
  await file.close();
}

function table(runs) {
  const rows = FILES.map(([name]) => {
    const by = (way, key) =>
      runs.filter((one) => one.name === name && one.way === way).map((one) => one[key]);
    const ours = median(by('nmap', 'timeS'));
    const peer = median(by('json', 'timeS'));
    return [
      name,
      by('nmap', 'bytes')[0] / 2 ** 20,
      least(by('nmap', 'timeS')),
      ours,
      median(by('json', 'timeS')),
      ratio(ours, peer),
      largest(by('nmap', 'maxRssMiB')),
      largest(by('json', 'maxRssMiB')),
      ratio(largest(by('nmap', 'maxRssMiB')), largest(by('json', 'maxRssMiB'))),
    ];
  });
  return {
    id: 'read',
    title: 'Reading a network file of the list connector with a weight for each synapse',
    columns: [
      'file',
      'MiB',
      'least s',
      'median s',
      'JSON.parse s',
      'ratio',
      'peak MiB',
      'JSON.parse MiB',
      'ratio of peaks',
    ],
    rows,
  };
}
