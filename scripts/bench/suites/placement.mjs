/**
 * Weighted hops of every placer and refiner on the cluster graphs of the placement literature, node
 * ids shuffled so that the order of the layers cannot leak, beside the logged values; and on
 * quadratic assignment instances with proven optima.
 */
import { lowerBounds } from '@nmap/energy';
import { jinConv, jinDense } from '@nmap/networks';
import { JIN_LOGGED } from '../lib/jin-reference.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { clustersOf, placeBy, placingPipelines, shuffledGraph } from '../lib/place-clusters.mjs';
import { geometricMean, largest, median } from '../lib/statistics.mjs';
import { qaplibRuns, qaplibTable } from './qaplib.mjs';

/**
 * Most clusters of a pass here. An exact method proves a dozen; tabu search weighs every pair of cores
 * at every step, and past a few hundred clusters a time limit would be measured, not the search.
 */
const MOST_CLUSTERS = {
  'place/exact': 0,
  'place/tabu': 256,
  'place/qap': 256,
  'place/mhysmap': 256,
  'place/spineplacer': 256,
  'place/truenorth': 4096,
  'place/hilbert; refine/anneal(effort=10)': 1024,
};

/** Edges to a next layer in the `conv` graphs. */
const WINDOW = 4;

const GRAPHS = [
  ...[32, 64, 128, 256, 512, 1024].map((side) => ({
    kind: 'conv',
    side,
    make: () => jinConv(side, side, WINDOW),
  })),
  ...[32, 64, 128].map((side) => ({ kind: 'dense', side, make: () => jinDense(side, side) })),
];

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const runs = [];
  for (const { kind, side, make } of GRAPHS.filter(isAsked(options))) {
    const net = `${kind} ${side}`;
    const graph = make();
    const target = meshTarget({ columns: side, rows: side });
    for (let seed = 1; seed <= options.seeds; seed++) {
      const clustered = clustersOf(shuffledGraph(graph, seed), target);
      const bound = lowerBounds(clustered).clusterSpikeHops;
      for (const pipeline of options.pipelines ?? placingPipelines()) {
        if (graph.nodeCount > (MOST_CLUSTERS[pipeline] ?? Infinity)) continue;
        const about = { net, seed, pipeline, bound };
        try {
          runs.push({
            ...about,
            ...(await placeBy(pipeline, clustered, { seed, limitS: options.limitS })),
            failure: null,
          });
        } catch (error) {
          runs.push({ ...about, weightedHops: null, timeS: null, truncated: false, failure: String(error) });
        }
        const last = runs.at(-1);
        options.log(
          `placement: ${net} seed ${seed} ${pipeline}: ${last.failure ?? `${last.weightedHops.toFixed(1)} in ${last.timeS.toFixed(2)} CPU s`}`,
        );
      }
    }
  }
  return [...runs, ...(await qaplibRuns(options))];
}

export const keyOf = ({ net, instance, seed, pipeline }) => [net ?? instance, seed, pipeline].join('\t');

export function tables(runs) {
  const qaplib = runs.filter((one) => one.instance !== undefined);
  const jin = runs.filter((one) => one.instance === undefined);
  return [
    ...(jin.length === 0 ? [] : [jinTable(jin)]),
    ...(qaplib.length === 0 ? [] : [qaplibTable(qaplib)]),
  ];
}

/** Networks of the other suites may be named beside the graphs: `conv64`. */
function isAsked({ maxSide, nets }) {
  return ({ kind, side }) => side <= maxSide && (nets === null || nets.includes(`${kind}${side}`));
}

export function jinTable(runs) {
  const rows = [];
  for (const net of new Set(runs.map((one) => one.net))) {
    const logged = JIN_LOGGED[net];
    for (const pipeline of new Set(runs.map((one) => one.pipeline))) {
      const group = runs.filter((one) => one.net === net && one.pipeline === pipeline);
      if (group.length === 0) continue;
      const done = group.filter(({ failure }) => failure === null);
      const hops = done.map((one) => one.weightedHops);
      const mean = geometricMean(hops);
      const of = (value) => (mean === null ? null : mean / value);
      const cut = done.some(({ truncated }) => truncated) ? ' (time limit)' : '';
      rows.push([
        net,
        pipeline + cut,
        mean,
        of(logged.best),
        hops.length === 0 ? null : largest(hops) / logged.best,
        of(logged.ordered),
        of(group[0].bound),
        median(done.map((one) => one.timeS)),
        group.length - done.length,
      ]);
    }
    for (const [name, value] of loggedRows(logged)) {
      rows.push([
        net,
        name,
        value,
        value / logged.best,
        null,
        value / logged.ordered,
        value / runs.find((one) => one.net === net).bound,
        null,
        null,
      ]);
    }
  }
  return {
    id: 'placement',
    title: 'Weighted hops on the cluster graphs of Jin et al. (lower is better), shuffled ids',
    columns: [
      'graph',
      'placer',
      'weighted hops',
      'to best logged',
      'worst',
      'to ordered',
      'to bound',
      'median CPU s',
      'failed',
    ],
    rows,
    notes: [
      'Weighted hops: geometric mean over the seeds. `logged`: from ORDERED ids, by the authors of the graphs.',
      '`to ordered`: to the best of an earlier study from ORDERED ids; `to bound`: to the proven lower bound.',
    ],
  };
}

function loggedRows(logged) {
  return [
    ['logged: Hilbert', logged.hilbert],
    ['logged: Hilbert, force P0', logged.hilbertForce],
    ['logged: best force', logged.best],
    [`ordered ids: ${logged.orderedBy}`, logged.ordered],
  ];
}
