/** What each objective is worth: whole `nmap place` runs under several, judged by the numbers of their manifests. */
import { join } from 'node:path';
import { GENERATORS } from '@nmap/networks';
import { withTemporaryFolder } from '../lib/child.mjs';
import { place, writeNet } from '../lib/nmap-place.mjs';
import { eventNet } from '../lib/event-net.mjs';

const NETS = {
  mlp: () => GENERATORS.mlp.generate({}),
  lenet5: () => GENERATORS.lenet5.generate({}),
  vgg8: () => GENERATORS.vgg.generate({ variant: 'vgg8' }),
  'event-net': eventNet,
  'small-world': () => GENERATORS['small-world'].generate({ neurons: 3000, neighbours: 20 }),
  random: () => GENERATORS.random.generate({ neurons: 2000, fanOut: 50 }),
};

const SIMPLE = {
  sequential: ['--pipeline', 'partition/sequential; place/hilbert'],
  greedy: ['--pipeline', 'partition/greedy; place/hilbert'],
  louvain: ['--pipeline', 'partition/louvain; place/hilbert'],
};
const PRESETS = { fast: ['--preset', 'fast'], default: ['--preset', 'default'] };

/** [table, chip, objective, how] */
const PLANS = [
  ...['spinnaker', 'loihi-sanafe'].flatMap((chip) =>
    Object.keys({ ...SIMPLE, ...PRESETS }).map((how) => ['energy', chip, 'energy', how]),
  ),
  ...['loihi', 'loihi-sanafe'].flatMap((chip) =>
    ['energy', 'energy-back-to-back', 'time'].map((objective) => ['time', chip, objective, 'default']),
  ),
  ...['energy', 'congestion'].map((objective) => ['congestion', 'loihi', objective, 'default']),
];

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const [net, make] of Object.entries(NETS)) {
      if (options.nets !== null && !options.nets.includes(net)) continue;
      const file = join(folder, `${net}.json`);
      await writeNet(file, make());
      const done = new Map();
      for (const [table, chip, objective, how] of PLANS) {
        const key = [chip, objective, how].join();
        if (!done.has(key)) {
          const more = ['--objective', objective, ...{ ...SIMPLE, ...PRESETS }[how]];
          const { exit, userS, metrics, bounds } = await place(file, chip, more, folder, options.limitS);
          done.set(key, { exit, userS, metrics, bounds });
          options.log(
            `objectives: ${net} on ${chip}, ${objective}, ${how}: exit ${exit} after ${userS?.toFixed(1)} CPU s`,
          );
        }
        runs.push({ table, net, chip, objective, how, ...done.get(key) });
      }
    }
  });
  return runs;
}

export const keyOf = ({ table, net, chip, objective, how }) => [table, net, chip, objective, how].join('\t');

export const tables = (runs) => [energyTable(runs), timeTable(runs), congestionTable(runs)];

/** Rows of a table: one for each net and chip that was placed by all of them. */
function groups(runs, table) {
  const found = new Map();
  for (const one of runs) {
    if (one.table !== table) continue;
    const key = `${one.net}\t${one.chip}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()].filter((group) => group.every(({ exit }) => exit === 0));
}

function energyTable(runs) {
  const names = [...Object.keys(SIMPLE), ...Object.keys(PRESETS)];
  const rows = groups(runs, 'energy').map((group) => {
    const of = (how) => group.find((one) => one.how === how).metrics.further.objective;
    const least = Math.min(...names.map(of));
    return [group[0].net, group[0].chip, least / 1e6, ...names.map((how) => (of(how) / least).toFixed(5))];
  });
  return {
    id: 'objectives-energy',
    title: 'Objective `energy` (interconnect and static power), as ratios to the least of the row',
    columns: ['net', 'chip', 'least, uJ', ...names],
    rows,
    notes: ['sequential, greedy and louvain are placed along the Hilbert curve.'],
  };
}

function timeTable(runs) {
  const rows = groups(runs, 'time').flatMap((group) => {
    const stepNs = ({ metrics }) => metrics.energyBackToBackPj.stepNs;
    const usual = group.find(({ objective }) => objective === 'energy');
    return group.map((one) => [
      one.net,
      one.chip,
      one.objective,
      one.metrics.coresUsed,
      stepNs(one) / 1000,
      stepNs(usual) / stepNs(one),
      (one.metrics.energyBackToBackPj.total ?? 0) / 1e6,
      one.userS,
    ]);
  });
  return {
    id: 'objectives-time',
    title:
      'The average step as modelled, and the energy of the window with static power on for its steps alone',
    columns: ['net', 'chip', 'objective', 'cores', 'step, us', 'times faster', 'back to back, uJ', 'CPU s'],
    rows,
    notes: ['`loihi-sanafe` has no static power: its energy is partial.'],
  };
}

function congestionTable(runs) {
  const rows = groups(runs, 'congestion').map((group) => {
    const [usual, spread] = ['energy', 'congestion'].map((objective) =>
      group.find((one) => one.objective === objective),
    );
    const change = (key) => (100 * (spread.metrics[key] / usual.metrics[key] - 1)).toFixed(1);
    const isFree = usual.metrics.maxLinkLoad === 0;
    return [
      usual.net,
      usual.chip,
      usual.metrics.maxLinkLoad,
      spread.metrics.maxLinkLoad,
      spread.bounds?.maxLinkLoad ?? null,
      isFree ? '-' : change('maxLinkLoad'),
      isFree ? '-' : change('spikeHops'),
    ];
  });
  return {
    id: 'objectives-congestion',
    title: 'Packets over the busiest link under `energy` and under `congestion`',
    columns: ['net', 'chip', 'energy', 'congestion', 'bound', 'change %', 'hops, change %'],
    rows,
    notes: ['`bound`: of any placement of the clusters of `congestion`.'],
  };
}
