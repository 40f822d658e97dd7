/** `nmap place` from start to end in a process of its own: time, peak memory, metrics and the gap to the bounds. */
import { join } from 'node:path';
import { GENERATORS } from '@nmap/networks';
import { withTemporaryFolder } from '../lib/child.mjs';
import { place, writeNet } from '../lib/nmap-place.mjs';
import { largest, median, ratio } from '../lib/statistics.mjs';

const NETS = {
  lenet5: () => GENERATORS.lenet5.generate({}),
  mlp: () => GENERATORS.mlp.generate({}),
  vgg8: () => GENERATORS.vgg.generate({ variant: 'vgg8' }),
  'microcircuit 10 %': () => GENERATORS.microcircuit.generate({ scale: 0.1 }),
};

const CHIPS = ['loihi', 'truenorth', 'dynapse', 'spinnaker', 'crossbar128'];

/** The microcircuit has thousands of inputs to a neuron and steps of 0.1 ms: one of these chips was made for it. */
const ONLY_CHIPS = { 'microcircuit 10 %': ['spinnaker'] };

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const [net, make] of Object.entries(NETS)) {
      if (options.nets !== null && !options.nets.includes(net.split(' ')[0])) continue;
      const file = join(folder, `${net.split(' ')[0]}.json`);
      await writeNet(file, make());
      for (const chip of ONLY_CHIPS[net] ?? CHIPS) {
        for (const preset of options.presets) {
          for (let repeat = 0; repeat < options.repeats; repeat++) {
            runs.push({
              net,
              chip,
              preset,
              repeat,
              ...(await place(file, chip, ['--preset', preset], folder, options.limitS)),
            });
            const { exit, wallS } = runs.at(-1);
            options.log(`place: ${net} on ${chip}, ${preset}: exit ${exit} after ${wallS.toFixed(2)} s`);
            // An answer that it does not fit is the same every time.
            if (exit !== 0) break;
          }
        }
      }
    }
  });
  return runs;
}

export const keyOf = ({ net, chip, preset, repeat }) => [net, chip, preset, repeat].join('\t');

export const tables = (runs) => [table(runs)];

function table(runs) {
  const rows = [];
  const keys = new Set(runs.map(({ net, chip, preset }) => `${net}\t${chip}\t${preset}`));
  for (const key of keys) {
    const [net, chip, preset] = key.split('\t');
    const group = runs.filter((one) => one.net === net && one.chip === chip && one.preset === preset);
    const { metrics, bounds, reason } = group[0];
    const head = [
      net,
      chip,
      preset,
      median(group.map((one) => one.wallS)),
      median(group.map((one) => one.userS ?? 0)),
      largest(group.map((one) => one.maxRssMiB ?? 0)),
    ];
    if (metrics === null || bounds === null) {
      rows.push([...head, null, null, null, null, null, null, reason]);
      continue;
    }
    rows.push([
      ...head,
      metrics.coresUsed,
      ratio(metrics.coresUsed, bounds.coresUsed),
      metrics.interCorePackets,
      ratio(metrics.interCorePackets, bounds.interCorePackets),
      metrics.spikeHops,
      ratio(metrics.spikeHops, bounds.spikeHops),
      'placed',
    ]);
  }
  return {
    id: 'place',
    title: '`nmap place`, whole process',
    columns: [
      'net',
      'chip',
      'preset',
      'median s',
      'CPU s',
      'peak MiB',
      'cores',
      'to bound',
      'packets',
      'to bound',
      'hops',
      'to bound',
      'outcome',
    ],
    rows,
    notes: [
      '`to bound`: ratio to the proven lower bound; of the hops, for the same clusters. A bound of 0 gives no ratio.',
    ],
  };
}
