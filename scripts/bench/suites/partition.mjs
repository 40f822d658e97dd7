/**
 * Connectivity of every partitioner under a cap on neurons per core, on shuffled neuron ids, seeds
 * interleaved with the partitioners of others that are installed. Every result is judged here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../lib/child.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { OWN_NETS, lowered, ownNet, sharedNet, shuffledNet } from '../lib/networks.mjs';
import { availablePeers, writePeerFiles } from '../lib/peers.mjs';
import { passNames } from '../lib/run-pass.mjs';
import { judged, partitionBy } from '../lib/run-partitioner.mjs';
import { geometricMean, known, largest, median, ratio } from '../lib/statistics.mjs';

const SHARED_NETS = ['lenet5', 'vgg8', 'lsm10k', 'ws10k', 'er10k', 'ws100k'];

/** All but an exact method, which proves small networks: on these it could only time out. */
const PIPELINES = [
  ...passNames('partition/').filter((name) => name !== 'partition/exact'),
  'partition/multilevel(effort=fast)',
  'partition/multilevel(effort=best)',
];

/** Neurons and cores that a good partition may leave free, as in the recorded runs. */
const SLACK = 0.02;

/**
 * @typedef {import('../lib/run-partitioner.mjs').Judged & { readonly net: string, readonly cap: number,
 *   readonly seed: number, readonly tool: string }} Run
 */

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const data = process.env.NMAP_DATA || null;
  const names = options.nets ?? (data === null ? OWN_NETS : SHARED_NETS);
  if (data === null)
    options.log(
      'partition: NMAP_DATA is not set; shared networks and recorded peers skipped, our own networks instead',
    );
  const peers = await availablePeers();
  if (peers.length === 0) options.log('partition: no peer on the PATH (gpmetis, gpart); ratios skipped');
  /** @type {Run[]} */
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const name of names) {
      const net = data === null ? ownNet(name) : await sharedNet(data, name, folder);
      for (let seed = 1; seed <= options.seeds; seed++) {
        const shuffled = shuffledNet(net, seed);
        if (peers.length > 0) await writePeerFiles(shuffled, folder);
        for (const cap of options.caps)
          runs.push(...(await runAll(shuffled, { cap, seed, folder, peers, options })));
      }
    }
  });
  return runs;
}

export const keyOf = ({ net, cap, seed, tool }) => [net, cap, seed, tool].join('\t');

export async function tables(runs) {
  const data = process.env.NMAP_DATA || null;
  const recorded = data === null ? [] : await readRecorded(join(data, 'bench', 'peers.tsv'));
  return [detailTable(runs, recorded), overallTable(runs, recorded)];
}

/** @returns {Promise<Run[]>} */
async function runAll(net, { cap, seed, folder, peers, options }) {
  const partCount = Math.ceil((net.neuronCount * (1 + SLACK)) / cap);
  const side = Math.ceil(Math.sqrt(partCount));
  const target = meshTarget({ columns: side, rows: side, limits: { neurons: cap } });
  const problem = {
    network: lowered(net),
    target,
    constraints: { maxCores: partCount },
    objective: 'traffic',
  };
  const tools = [
    ...peers.map(({ name, run: start }) => ({
      name,
      start: async () => ({
        ...(await start({ net, partCount, cap, seed, folder })),
        partCount,
        truncated: false,
      }),
    })),
    ...(options.pipelines ?? PIPELINES).map((text) => ({
      name: text,
      start: () => partitionBy(text, problem, { seed, limitS: options.limitS }),
    })),
  ];
  const runs = [];
  for (const { name: tool, start } of tools) {
    const result = await judged(net, cap, start);
    runs.push({ net: net.name, cap, seed, tool, ...result });
    options.log(
      `partition: ${net.name} cap ${cap} seed ${seed} ${tool}: ${result.failure ?? `${result.connectivity} in ${result.timeS.toFixed(2)} CPU s`}`,
    );
  }
  return runs;
}

/** Recorded runs that are no partitioner: ids in order, and shuffled. */
const NO_PARTITIONER = ['seq', 'rand'];

/** Rows of the recorded runs that kept the cap. @param {string} file */
export async function readRecorded(file) {
  const [head, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
  const columns = head.split('\t');
  const rows = lines.map((line) => Object.fromEntries(line.split('\t').map((text, i) => [columns[i], text])));
  return rows
    .map((row) => ({
      net: row.net,
      cap: Number(row.cap),
      tool: row.tool,
      connectivity: Number(row.km1),
      largest: Number(row.maxPart),
    }))
    .filter(({ tool, cap, largest: part }) => part <= cap && !NO_PARTITIONER.includes(tool));
}

/** One row for each network, cap and tool. @param {readonly Run[]} runs */
export function detailTable(runs, recorded) {
  const rows = [];
  for (const [key, group] of groups(runs, ({ net, cap, tool }) => `${net}\t${cap}\t${tool}`)) {
    const [net, capText, tool] = key.split('\t');
    const cap = Number(capText);
    const legal = group.filter(({ failure }) => failure === null);
    const best = bestRecorded(recorded, { net, cap });
    const connectivity = geometricMean(legal.map((one) => one.connectivity));
    const ratios = known(
      legal.map((one) => ratio(one.connectivity, metisOf(runs, one)?.connectivity ?? null)),
    );
    rows.push([
      net,
      cap,
      tool,
      connectivity === null ? null : Math.round(connectivity),
      geometricMean(ratios),
      largest(ratios),
      median(legal.map((one) => one.timeS)),
      geometricMean(known(legal.map((one) => ratio(one.timeS, metisOf(runs, one)?.timeS ?? null)))),
      group.length - legal.length,
      best === null ? '-' : `${best.connectivity.toLocaleString('en-US')} ${best.tool}`,
      ratio(connectivity, best?.connectivity ?? null),
    ]);
  }
  return {
    id: 'partition',
    title: 'Connectivity (lower is better), shuffled ids; ratios to gpmetis on the same ids',
    columns: [
      'net',
      'cap',
      'partitioner',
      'connectivity',
      'ratio',
      'worst',
      'median CPU s',
      'time ratio',
      'failed',
      'best recorded',
      'ratio to it',
    ],
    rows,
    notes: [
      'Connectivity and ratios: geometric mean over the seeds. `failed`: no result, or a part above the cap; not in the means.',
      '`best recorded`: the lowest of any tool and any of its seeds under the same cap, on ids as generated; $NMAP_DATA/bench/peers.tsv.',
    ],
  };
}

/** Over every network and cap. @param {readonly Run[]} runs */
export function overallTable(runs, recorded) {
  const rows = [];
  for (const [tool, group] of groups(runs, (one) => one.tool)) {
    const legal = group.filter(({ failure }) => failure === null);
    const ratios = known(
      legal.map((one) => ratio(one.connectivity, metisOf(runs, one)?.connectivity ?? null)),
    );
    const times = known(legal.map((one) => ratio(one.timeS, metisOf(runs, one)?.timeS ?? null)));
    const toBest = known(
      legal.map((one) => ratio(one.connectivity, bestRecorded(recorded, one)?.connectivity ?? null)),
    );
    rows.push([
      tool,
      geometricMean(ratios),
      largest(ratios),
      geometricMean(toBest),
      geometricMean(times),
      legal.length,
      group.length - legal.length,
    ]);
  }
  rows.sort((a, b) => (a[1] ?? Infinity) - (b[1] ?? Infinity));
  return {
    id: 'partition-overall',
    title: 'All networks and caps: ratios to gpmetis',
    columns: ['partitioner', 'connectivity', 'worst', 'to best recorded', 'time', 'legal runs', 'failed'],
    rows,
  };
}

/** The best recorded run under the same cap; null without one. */
function bestRecorded(recorded, { net, cap }) {
  return recorded
    .filter((row) => row.net === net && row.cap === cap)
    .reduce((a, b) => (a === null || b.connectivity < a.connectivity ? b : a), null);
}

/** The run of gpmetis on the same ids; null without one or when it broke the cap. */
function metisOf(runs, { net, cap, seed }) {
  return (
    runs.find(
      (one) =>
        one.tool === 'gpmetis' &&
        one.net === net &&
        one.cap === cap &&
        one.seed === seed &&
        one.failure === null,
    ) ?? null
  );
}

function groups(items, keyOf) {
  const map = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(item);
  }
  return map;
}
