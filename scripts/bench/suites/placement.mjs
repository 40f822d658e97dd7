/**
 * Weighted hops of every placer and refiner on the cluster graphs of the placement literature, node
 * ids shuffled so that the order of the layers cannot leak, beside the logged values; and on
 * quadratic assignment instances with proven optima.
 */
import { lowerBounds } from '@nmap/energy';
import { jinConv, jinDense } from '@nmap/networks';
import { JIN_LOGGED } from '../lib/jin-reference.mjs';
import { meshTarget } from '../lib/mesh-target.mjs';
import { chains, clustersOf, placeBy, shuffledGraph } from '../lib/place-clusters.mjs';
import { geometricMean, largest, median } from '../lib/statistics.mjs';
import { qaplibRuns, qaplibTable } from './qaplib.mjs';

/**
 * Most clusters of a pass here. An exact method proves a dozen; tabu search weighs every pair of cores
 * at every step, and past a few hundred clusters a time limit would be measured, not the search.
 */
const MOST_CLUSTERS = { 'place/exact': 0, 'place/tabu': 256, 'refine/anneal(effort=10)': 1024 };

/** Edges to a next layer in the `conv` graphs. */
const WINDOW = 4;

const GRAPHS = [
  ...[32, 64, 128, 256].map((side) => ({ kind: 'conv', side, make: () => jinConv(side, side, WINDOW) })),
  ...[32, 64, 128].map((side) => ({ kind: 'dense', side, make: () => jinDense(side, side) })),
];

/** @param {import('../run.mjs').BenchOptions} options */
export async function run(options) {
  const wanted = (name) => options.passes === null || name.includes('(') || options.passes.includes(name);
  const runs = [];
  for (const { kind, side, make } of GRAPHS.filter(isAsked(options))) {
    const net = `${kind} ${side}`;
    const graph = make();
    const target = meshTarget({ columns: side, rows: side });
    for (let seed = 1; seed <= options.seeds; seed++) {
      const clustered = clustersOf(shuffledGraph(graph, seed), target);
      const bound = lowerBounds(clustered).spikeHops;
      for (const { label, steps } of chains(
        (name) => wanted(name) && graph.nodeCount <= (MOST_CLUSTERS[name] ?? Infinity),
      )) {
        const about = { net, seed, chain: label, bound };
        try {
          runs.push({
            ...about,
            ...(await placeBy(steps, clustered, { seed, limitS: options.limitS })),
            failure: null,
          });
        } catch (error) {
          runs.push({ ...about, weightedHops: null, timeS: null, truncated: false, failure: String(error) });
        }
        const last = runs.at(-1);
        options.log(
          `placement: ${net} seed ${seed} ${about.chain}: ${last.failure ?? `${last.weightedHops.toFixed(1)} in ${last.timeS.toFixed(2)} CPU s`}`,
        );
      }
    }
  }
  const qap = await qaplibRuns(options);
  return {
    raw: { jin: runs, qaplib: qap },
    tables: [jinTable(runs), ...(qap.length === 0 ? [] : [qaplibTable(qap)])],
  };
}

/** Networks of the other suites may be named beside the graphs: `conv64`. */
function isAsked({ maxSide, nets }) {
  return ({ kind, side }) => side <= maxSide && (nets === null || nets.includes(`${kind}${side}`));
}

export function jinTable(runs) {
  const rows = [];
  for (const net of new Set(runs.map((one) => one.net))) {
    const logged = JIN_LOGGED[net];
    for (const chain of new Set(runs.map((one) => one.chain))) {
      const group = runs.filter((one) => one.net === net && one.chain === chain);
      if (group.length === 0) continue;
      const done = group.filter(({ failure }) => failure === null);
      const hops = done.map((one) => one.weightedHops);
      const mean = geometricMean(hops);
      const of = (value) => (mean === null ? null : mean / value);
      const cut = done.some(({ truncated }) => truncated) ? ' (time limit)' : '';
      rows.push([
        net,
        chain + cut,
        mean,
        of(logged.best),
        hops.length === 0 ? null : largest(hops) / logged.best,
        of(logged.annealed),
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
        value / logged.annealed,
        value / runs.find((one) => one.net === net).bound,
        name.startsWith('annealed') ? logged.annealedS : null,
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
      'to annealed',
      'to bound',
      'median CPU s',
      'failed',
    ],
    rows,
    notes: [
      'Weighted hops: geometric mean over the seeds. `logged`: from ORDERED ids, by the authors of the graphs.',
      '`to annealed`: to a plain annealer from an ordered start in an earlier study; `to bound`: to the proven lower bound.',
    ],
  };
}

function loggedRows(logged) {
  return [
    ['logged: Hilbert', logged.hilbert],
    ['logged: Hilbert, force P0', logged.hilbertForce],
    ['logged: best force', logged.best],
    ['annealed, ordered start', logged.annealed],
  ];
}
