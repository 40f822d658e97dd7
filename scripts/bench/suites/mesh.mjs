/**
 * Routed cost from the network to the cores of a mesh, by whole pipelines, ids shuffled, beside what
 * partitioners that know the mesh reached. Each pipeline minimises what its column counts: packets to each
 * core, or the links of multicast trees.
 */
import { verifyPlaced } from '@nmap/judge';
import { raw } from '@nmap/kernels';
import { PRESETS } from '@nmap/compiler';
import { withTemporaryFolder } from '../lib/child.mjs';
import { judgeRoutes } from '../lib/judge-routes.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { lowered, sharedNet, shuffledNet } from '../lib/networks.mjs';
import { ROUTED_RECORDED } from '../lib/routed-reference.mjs';
import { runPipeline } from '../lib/run-pass.mjs';
import { geometricMean, largest, median } from '../lib/statistics.mjs';

const PIPELINES = [
  'partition/multilevel; place/tabu',
  ...['fast', 'default', 'best'].map((preset) => PRESETS[preset].pipeline),
];

/** The setting of the hardware file under which each cost is what is minimised. */
const MULTICAST = { unicast: 'unicast-per-core', tree: 'tree' };

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const data = process.env.NMAP_DATA || null;
  if (data === null) {
    options.log('mesh: NMAP_DATA is not set; skipped, since the recorded results are of its networks');
    return [];
  }
  const runs = [];
  await withTemporaryFolder(async (folder) => {
    for (const mesh of ROUTED_RECORDED) {
      if (options.nets !== null && !options.nets.includes(mesh.net)) continue;
      const net = await sharedNet(data, mesh.net, folder);
      for (let seed = 1; seed <= options.seeds; seed++) {
        const shuffled = shuffledNet(net, seed);
        const network = lowered(shuffled);
        for (const counted of Object.keys(MULTICAST)) {
          for (const pipeline of options.pipelines ?? PIPELINES) {
            const about = { net: mesh.net, cap: mesh.cap, counted, seed, pipeline };
            runs.push({ ...about, ...(await place(pipeline, shuffled, network, mesh, about, options)) });
            const last = runs.at(-1);
            options.log(
              `mesh: ${mesh.net}@${mesh.cap} ${counted} seed ${seed} ${pipeline}: ${last.failure ?? `${last.cost} in ${last.timeS.toFixed(2)} CPU s`}`,
            );
          }
        }
      }
    }
  });
  return runs;
}

async function place(pipeline, net, network, mesh, { counted, seed }, { limitS }) {
  const { columns, rows, cap } = mesh;
  const target = meshTarget({ columns, rows, limits: { neurons: cap }, multicast: MULTICAST[counted] });
  const problem = { network, target, constraints: { maxCores: null }, objective: 'traffic' };
  try {
    const { stage, timeS, truncated } = await runPipeline(
      pipeline,
      { stage: 'lowered', problem },
      { seed, limitS },
    );
    const [fault] = verifyPlaced(stage);
    if (fault !== undefined) throw new Error(`illegal: ${fault.message}`);
    const clusterOf = raw(stage.clustered.clusterOf);
    const coreOf = Uint32Array.from(clusterOf, (cluster) => raw(stage.coreOf)[cluster]);
    const result = judgeRoutes(net, coreOf, columns, columns * rows);
    const failure = result.largest > cap ? `a core of ${result.largest} neurons` : null;
    return { cost: result[counted], used: result.used, timeS, truncated, failure };
  } catch (error) {
    return { cost: null, used: null, timeS: null, truncated: false, failure: String(error) };
  }
}

export const keyOf = ({ net, cap, counted, seed, pipeline }) =>
  [net, cap, counted, seed, pipeline].join('\t');

export function tables(runs) {
  const rows = [];
  for (const mesh of ROUTED_RECORDED) {
    for (const counted of Object.keys(MULTICAST)) {
      const here = runs.filter(
        (one) => one.net === mesh.net && one.cap === mesh.cap && one.counted === counted,
      );
      for (const pipeline of new Set(here.map((one) => one.pipeline))) {
        const group = here.filter((one) => one.pipeline === pipeline);
        const legal = group.filter(({ failure }) => failure === null);
        const costs = legal.map((one) => one.cost);
        const mean = geometricMean(costs);
        rows.push([
          mesh.net,
          mesh.cap,
          `${mesh.columns} x ${mesh.rows}`,
          counted,
          pipeline,
          mean === null ? null : Math.round(mean),
          mean === null ? null : mean / mesh[counted],
          costs.length === 0 ? null : largest(costs) / mesh[counted],
          median(legal.map((one) => one.timeS)),
          group.length - legal.length,
        ]);
      }
    }
  }
  return [
    {
      id: 'mesh',
      title: 'Routed cost on a mesh (lower is better), shuffled ids',
      columns: [
        'net',
        'cap',
        'mesh',
        'counted',
        'pipeline',
        'cost',
        'to recorded',
        'worst',
        'median CPU s',
        'failed',
      ],
      rows,
      notes: [
        'Cost: geometric mean over the seeds. `unicast`: spikes times hops of a packet to each core; `tree`: spikes times links of the XY tree.',
        '`to recorded`: to the better of Mt-KaHyPar partitioning straight onto the mesh (Steiner trees) and its partition with robust tabu search, ids as generated.',
      ],
    },
  ];
}
