/**
 * Clusters on a tree of unlike prices, beside SharedMap: passes that know the hierarchy, and those that do not.
 */
import { clusterGraphSource } from '@nmap/compiler';
import { readHardware } from '@nmap/hardware';
import { raw } from '@nmap/kernels';
import { placeStage } from '../lib/place-clusters.mjs';
import { geometricMean, largest } from '../lib/statistics.mjs';
import { ARITY, PRICES, SHARED_MAP, priceOf, treeGraph } from '../lib/tree-graphs.mjs';

const PIPELINES = [
  'place/hilbert(order=traffic); refine/anneal',
  'place/tabu',
  'place/multisection(polish=off)',
  'place/multisection',
  'place/multilevel(effort=0.1); refine/anneal; refine/joint(cycles=1)',
];

function treeTarget() {
  return readHardware(
    `format: nmap-hardware
version: 1
name: tree
topology: { kind: tree, width: 16, height: 8, arity: [${ARITY}], coresPerTile: 1 }
core: { neurons: 4096 }
energy: { hopTreePj: { byLevel: [${PRICES}], source: assumed, evidence: assumed } }
`,
    'tree.yaml',
  ).target;
}

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const target = treeTarget();
  const runs = [];
  for (const [kind, recorded] of Object.entries(SHARED_MAP)) {
    if (options.nets !== null && !options.nets.includes(kind)) continue;
    for (const number of recorded.keys()) {
      const graph = treeGraph(kind, number + 1);
      const clustered = clusterGraphSource(graph, {
        target,
        constraints: { maxCores: null },
        objective: 'energy',
      });
      for (const pipeline of options.pipelines ?? PIPELINES) {
        for (let seed = 1; seed <= options.seeds; seed++) {
          const stage = await placeStage(pipeline, clustered, { seed, limitS: options.limitS });
          const coreOf = raw(stage.coreOf);
          let cost = 0;
          for (let e = 0; e < graph.source.length; e++)
            cost += graph.weight[e] * priceOf(coreOf[graph.source[e]], coreOf[graph.target[e]]);
          runs.push({ kind, number, pipeline, seed, cost });
          options.log(`trees: ${kind} ${number + 1} seed ${seed} ${pipeline}: ${cost}`);
        }
      }
    }
  }
  return runs;
}

export const keyOf = ({ kind, number, pipeline, seed }) => [kind, number, pipeline, seed].join('\t');

export function tables(runs) {
  const pipelines = [...new Set(runs.map((one) => one.pipeline))];
  const ratios = (pipeline, wanted, column) =>
    runs
      .filter((one) => one.pipeline === pipeline && wanted(one))
      .map(({ kind, number, cost }) => cost / SHARED_MAP[kind][number][column]);
  const rows = pipelines.map((pipeline) => [
    pipeline,
    geometricMean(ratios(pipeline, () => true, 1)),
    geometricMean(ratios(pipeline, () => true, 0)),
    largest(ratios(pipeline, () => true, 0)),
    ...Object.keys(SHARED_MAP).map((kind) => geometricMean(ratios(pipeline, (one) => one.kind === kind, 0))),
  ]);
  return [
    {
      id: 'trees',
      title:
        '128 clusters on a tree of 4:8:4 cores at prices 1:10:100, shuffled ids: ratio to SharedMap strong',
      columns: ['pipeline', 'to its mean', 'to its best', 'worst to its best', ...Object.keys(SHARED_MAP)],
      rows,
      notes: [
        'Two graphs of each kind, the ratios of a kind to the best of five seeds of SharedMap: geometric means.',
        'grid: 16 x 8; rgg: random geometric; rnd: uniformly random; conv, convt: layers of 16 and 4; comm: groups of 4 in groups of 32; comm10: ten groups of any size; ba: preferential attachment.',
      ],
    },
  ];
}
