/**
 * Published placers side by side: weighted hops on the cluster graphs of Jin et al., ids shuffled, and on networks of our
 * own generators whose clusters one partitioner made for all. Quality only: no times, since each has its own budget.
 */
import { verifyPlaced } from '@nmap/judge';
import { raw } from '@nmap/kernels';
import { jinConv, jinDense } from '@nmap/networks';
import { judgeRoutes } from '../lib/judge-routes.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { lowered, ownNet, shuffledNet } from '../lib/networks.mjs';
import { clustersOf, placeBy, shuffledGraph } from '../lib/place-clusters.mjs';
import { runPipeline } from '../lib/run-pass.mjs';
import { geometricMean } from '../lib/statistics.mjs';

/** What all are compared with. */
const OURS = 'place/multilevel(effort=0.1)';
/** Placements costed by a swarm or by evolution, exchanges weighed by a descent on all pairs. */
const COSTED = 20_000;
const WEIGHED = 2_000_000;

const PLACERS = [
  OURS,
  'place/multilevel',
  'place/random',
  'place/row-major',
  'place/zigzag',
  'place/spiral',
  'place/hilbert',
  'place/breadth-first(curve=hilbert)',
  'place/rcm',
  'place/truenorth',
  'place/truenorth(first=heaviest,weights=packets)',
  'place/spectral',
  'place/spectral; refine/swap',
  ...['p0', 'p1', 'p3'].map((potential) => `place/force-directed(potential=${potential})`),
  `place/spineplacer(evaluations=${COSTED})`,
  `place/genetic(evaluations=${COSTED})`,
  'place/vpr',
  'place/vpr(effort=10)',
  `place/qap(evaluations=${WEIGHED})`,
  `place/mhysmap(evaluations=${WEIGHED / 10})`,
  'place/multisection',
];

const GRAPHS = [
  ['conv 16', 16, () => jinConv(16, 16, 4)],
  ['conv 32', 32, () => jinConv(32, 32, 4)],
  ['dense 16', 16, () => jinDense(16, 16)],
  ['dense 32', 32, () => jinDense(32, 32)],
];

/** Our own networks, neurons to a core, and the mesh. */
const NETWORKS = [
  ['lenet5', 256, 6, 6],
  ['vgg8', 256, 12, 12],
];
const PARTITIONER = 'partition/multilevel(effort=fast)';

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  const asked = (name) => options.nets === null || options.nets.includes(name.replace(' ', ''));
  const pipelines = options.pipelines ?? PLACERS;
  for (let seed = 1; seed <= options.seeds; seed++) {
    for (const [net, side, make] of GRAPHS.filter(([name]) => asked(name))) {
      const clustered = clustersOf(shuffledGraph(make(), seed), meshTarget({ columns: side, rows: side }));
      for (const pipeline of pipelines) {
        const { weightedHops } = await placeBy(pipeline, clustered, { seed, limitS: options.limitS });
        runs.push({
          net,
          seed,
          pipeline,
          clusters: side * side,
          mesh: `${side} x ${side}`,
          hops: weightedHops,
        });
        options.log(`published-placers: ${net} seed ${seed} ${pipeline}: ${weightedHops.toFixed(1)}`);
      }
    }
    for (const [net, cap, columns, rows] of NETWORKS.filter(([name]) => asked(name)))
      runs.push(...(await onNetwork({ net, cap, columns, rows, seed }, pipelines, options)));
  }
  return runs;
}

async function onNetwork({ net, cap, columns, rows, seed }, pipelines, { limitS, log }) {
  const shuffled = shuffledNet(ownNet(net), seed);
  const target = meshTarget({ columns, rows, limits: { neurons: cap } });
  const problem = { network: lowered(shuffled), target, constraints: { maxCores: null }, objective: 'hops' };
  const { stage: clustered } = await runPipeline(
    PARTITIONER,
    { stage: 'lowered', problem },
    { seed, limitS },
  );
  const runs = [];
  for (const pipeline of pipelines) {
    const { stage } = await runPipeline(pipeline, clustered, { seed, limitS });
    const [fault] = verifyPlaced(stage);
    if (fault !== undefined) throw new Error(`${pipeline} is illegal: ${fault.message}`);
    const coreOf = Uint32Array.from(raw(clustered.clusterOf), (cluster) => raw(stage.coreOf)[cluster]);
    const { unicast, tree } = judgeRoutes(shuffled, coreOf, columns, columns * rows);
    const { clusterCount: clusters } = clustered;
    runs.push({ net, seed, pipeline, clusters, mesh: `${columns} x ${rows}`, hops: unicast, tree });
    log(`published-placers: ${net} seed ${seed} ${pipeline}: ${unicast} hops, ${tree} of trees`);
  }
  return runs;
}

export const keyOf = ({ net, seed, pipeline }) => [net, seed, pipeline].join('\t');

export function tables(runs) {
  const rows = [];
  for (const net of new Set(runs.map((one) => one.net))) {
    const of = (pipeline) => runs.filter((one) => one.net === net && one.pipeline === pipeline);
    const mean = (pipeline, key) => geometricMean(of(pipeline).map((one) => one[key]));
    const pipelines = [...new Set(runs.filter((one) => one.net === net).map((one) => one.pipeline))];
    for (const pipeline of pipelines.sort((a, b) => mean(a, 'hops') - mean(b, 'hops'))) {
      const [{ clusters, mesh, tree }] = of(pipeline);
      const hops = mean(pipeline, 'hops');
      const ours = of(OURS).length === 0 ? null : mean(OURS, 'hops');
      rows.push([
        net,
        clusters,
        mesh,
        pipeline,
        Math.round(hops),
        ours === null ? null : hops / ours,
        tree === undefined ? null : Math.round(mean(pipeline, 'tree')),
      ]);
    }
  }
  return [
    {
      id: 'published-placers',
      title: 'Weighted hops of published placers (lower is better), shuffled ids',
      columns: ['net', 'clusters', 'mesh', 'placer', 'hops', 'to ours', 'links of trees'],
      rows,
      notes: [
        `Geometric mean over the seeds. \`to ours\`: to ${OURS}, as the preset \`default\` places.`,
        'Packets are the same for all placers of a net: the partition decides them. `links of trees`: of the same placement if spikes ran over XY trees.',
      ],
    },
  ];
}
