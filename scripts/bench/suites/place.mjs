/** `nmap place` from start to end in a process of its own: time, peak memory, metrics and the gap to the bounds. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATORS, writeNetworkSpec } from '@nmap/networks';
import { runNode, withTemporaryFolder } from '../lib/child.mjs';
import { largest, median, ratio } from '../lib/statistics.mjs';

const NMAP = fileURLToPath(new URL('../../../packages/cli/bin/nmap.js', import.meta.url));

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
      const handle = await open(file, 'w');
      for (const chunk of writeNetworkSpec(make())) await handle.write(chunk);
      await handle.close();
      for (const chip of ONLY_CHIPS[net] ?? CHIPS) {
        for (const preset of options.presets) {
          for (let repeat = 0; repeat < options.repeats; repeat++) {
            runs.push({
              net,
              chip,
              preset,
              repeat,
              ...(await place(file, chip, preset, folder, options.limitS)),
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

async function place(file, chip, preset, folder, limitS) {
  const manifest = join(folder, 'manifest.json');
  const args = ['place', file, '--hw', chip, '--preset', preset, '-o', manifest, '--json', '--quiet'];
  const { exit, wallS, userS, stdout, stderr, maxRssMiB } = await runNode(NMAP, args, limitS * 10);
  const report = parse(stdout);
  const written = exit === 0 ? JSON.parse(await readFile(manifest, 'utf8')) : null;
  // Of the hops the bound for the same clusters: the sharper one.
  const bounds = written && { ...written.bounds, ...written.clusterBounds };
  return {
    exit,
    wallS,
    userS,
    maxRssMiB,
    metrics: report?.metrics ?? null,
    bounds,
    reason: reasonOf(exit, report, stderr),
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One line for a run that placed nothing. */
function reasonOf(exit, report, stderr) {
  if (exit === 0) return null;
  const [first, ...others] = report?.diagnostics ?? [];
  if (first === undefined) return stderr.trim().split('\n')[0] ?? 'no message';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `exit ${exit}: ${first.code} ${first.where}${first.need === undefined ? '' : `, needs ${first.need}, has ${first.have} ${first.unit ?? ''}`.trimEnd()}${more}`;
}

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
