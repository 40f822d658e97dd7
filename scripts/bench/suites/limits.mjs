/**
 * Connectivity where axons bind: the networks of the partition suite, ids shuffled, on cores with the
 * limits of Loihi, and with those of TrueNorth's crossbar of 256 axons and 256 neurons. Any number of
 * cores of the chip may be used. Partitioners of others know no such limit: the peers are our own simple ones.
 */
import { withTemporaryFolder } from '../lib/child.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { OWN_NETS, lowered, ownNet, sharedNet, shuffledNet } from '../lib/networks.mjs';
import { judged, partitionBy } from '../lib/run-partitioner.mjs';
import { geometricMean, known, largest, median, ratio } from '../lib/statistics.mjs';

const SHARED_NETS = ['lenet5', 'vgg8', 'lsm10k', 'ws10k', 'er10k'];

const CHIPS = {
  'Loihi, 256 cores': {
    columns: 16,
    rows: 16,
    limits: { neurons: 1024, synapses: 131_072, inputAxons: 4096, outputAxons: 4096 },
  },
  'TrueNorth 256 x 256, 4,096 cores': { columns: 64, rows: 64, limits: { neurons: 256, inputAxons: 256 } },
};

const SIMPLE = [
  'partition/sequential(order=topological)',
  'partition/greedy',
  'partition/louvain',
  'partition/streaming',
];
const PIPELINES = [...SIMPLE, 'partition/multilevel(effort=fast)', 'partition/multilevel'];

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const data = process.env.NMAP_DATA || null;
  if (data === null) options.log('limits: NMAP_DATA is not set; networks of our own generators instead');
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const name of options.nets ?? (data === null ? OWN_NETS : SHARED_NETS)) {
      const net = data === null ? ownNet(name) : await sharedNet(data, name, folder);
      for (let seed = 1; seed <= options.seeds; seed++) {
        const shuffled = shuffledNet(net, seed);
        for (const [chip, mesh] of Object.entries(CHIPS)) {
          const problem = {
            network: lowered(shuffled),
            target: meshTarget(mesh),
            constraints: { maxCores: null },
            objective: 'traffic',
          };
          for (const tool of options.pipelines ?? PIPELINES) {
            const start = () => partitionBy(tool, problem, { seed, limitS: options.limitS });
            const result = await judged(shuffled, mesh.limits.neurons, start);
            runs.push({ net: net.name, chip, seed, tool, ...result });
            options.log(
              `limits: ${net.name} on ${chip} seed ${seed} ${tool}: ${result.failure ?? `${result.connectivity} on ${result.used} cores in ${result.timeS.toFixed(2)} CPU s`}`,
            );
          }
        }
      }
    }
  });
  return runs;
}

export const keyOf = ({ net, chip, seed, tool }) => [net, chip, seed, tool].join('\t');

export function tables(runs) {
  const rows = [];
  for (const place of new Set(runs.map(({ net, chip }) => `${net}\t${chip}`))) {
    const [net, chip] = place.split('\t');
    const here = runs.filter((one) => one.net === net && one.chip === chip);
    for (const tool of new Set(here.map((one) => one.tool))) {
      const group = here.filter((one) => one.tool === tool);
      const legal = group.filter(({ failure }) => failure === null);
      const connectivity = geometricMean(legal.map((one) => one.connectivity));
      const gains = known(legal.map((one) => ratio(bestSimple(here, one.seed), one.connectivity)));
      rows.push([
        net,
        chip,
        tool,
        connectivity === null ? null : Math.round(connectivity),
        geometricMean(gains),
        gains.length === 0 ? null : Math.min(...gains),
        largest(legal.map((one) => one.used)),
        median(legal.map((one) => one.timeS)),
        group.length - legal.length,
      ]);
    }
  }
  return [
    {
      id: 'limits',
      title: 'Connectivity under axon limits (lower is better), shuffled ids',
      columns: [
        'net',
        'chip',
        'partitioner',
        'connectivity',
        'gain',
        'least gain',
        'cores',
        'median CPU s',
        'failed',
      ],
      rows,
      notes: [
        '`gain`: connectivity of the best simple partitioner (sequential, greedy, Louvain, streaming) on the same ids, divided by that of the row; geometric mean over the seeds.',
        '`failed`: no legal clustering. A network of which every row failed has a neuron with more sources than a core takes, or needs more cores than there are.',
      ],
    },
  ];
}

function bestSimple(runs, seed) {
  const legal = runs.filter((one) => one.seed === seed && one.failure === null && SIMPLE.includes(one.tool));
  return legal.length === 0 ? null : Math.min(...legal.map((one) => one.connectivity));
}
