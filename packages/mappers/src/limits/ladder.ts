/**
 * A ladder of fills, from cheap to thorough, for where a partitioner's own rule ends in no legal clustering:
 *
 *  0. the groups that a split network brings with it (`split/*`), which fit a core each; where a neuron reaches one core only, whole
 *     groups of co-targets ({@link groupFit});
 *  1. next-fit over several orders, populations apart and together, and classes opened in other orders;
 *  2. exact cuts of these orders into segments ({@link cutIntoSegments});
 *  3. every neuron to the lowest, or to the closest, cluster with room;
 *  4. with limits on output axons: cuts that reserve them ({@link cutWithReserves});
 *  5. the same, and next-fit, with fewer neurons to a core: 3/4 as many each time, from the
 *     size of the network and not of the chip, so that a larger chip tries all that a smaller one did;
 *  6. restarts in which the neuron that found no place moves to the front;
 *  7. a complete search, for small networks within its budget;
 *  8. clusters grown by spikes, of fewer and fewer neurons, and cuts of the order in which they grew.
 *
 * Loads never shrink while neurons are added, so steps 1 to 3 need no look ahead to stay
 * legal. What they cannot do is undo: 4 to 8 do it by starting over. The ladder ends early only
 * when its budget of work is spent or the caller gives up. To look at every cluster for every neuron (3) takes most of it on a
 * large network, which therefore has 4 and 5 before it, and a cut of the given order at once. Every rung has a name, for what was made by it says so.
 */
import { neuronsIn, type Problem } from '@nmap/ir';
import { unwatched, type Watch } from '../watch/watch.ts';
import { backtrack, unplacedCount } from './backtrack.ts';
import { CoreSupply, usableCores } from './core-supply.ts';
import { forEachCap } from './for-each-cap.ts';
import { cutStrictly } from './cut-strictly.ts';
import { cutWithReserves } from './cut-with-reserves.ts';
import { Filling, chosenFit, nextFit } from './filling.ts';
import { groupFit } from './group-fit.ts';
import { growClusters } from './grow-clusters.ts';
import { heaviestFirst, largestFirst, populationOf, topologicalOrder } from './orders.ts';
import { otherClassOrders } from './other-class-orders.ts';
import { packedGroups } from './packed-groups.ts';
import { countNeurons } from './refusals.ts';
import type { Rung } from './rung.ts';

const RESTARTS = 60;
/** Questions of the complete search, and the largest network it is tried on: about a second. */
const SEARCH_BUDGET = 400_000;
const SEARCH_NEURONS = 200;
/** Up to here every number of neurons to a core is tried, beyond it 3/4 as many each time. */
const CAPS_ONE_BY_ONE = 24;
/** Targets of neurons from which on rung 3 comes after those that end sooner. */
const MANY_TARGETS = 300_000;
/** Neurons in a row that may fail to fit before a grown cluster is closed. */
const PATIENCE = 64;

export interface Climbed {
  /** The filling that left fewest neurons over, `left` of them. */
  readonly best: Filling;
  /** The rung that made it: `next-fit(order=topological)`. */
  readonly name: string;
  readonly left: number;
  readonly tried: number;
}

/** Up the ladder to the first legal filling, or until the work is done. */
export function climb(problem: Problem, chip: Uint32Array, watch: Watch, mostWork: number): Climbed {
  let best: Filling | null = null;
  let bestName = 'none';
  let bestLeft = Infinity;
  let tried = 0;
  let work = 0;
  for (const { name, filling, work: beside = 0 } of rungs(problem, chip, watch)) {
    tried++;
    const left = filling === null ? Infinity : unplacedCount(filling, chip);
    if (filling !== null && left < bestLeft) {
      best = filling;
      bestName = name;
      bestLeft = left;
    }
    if (bestLeft === 0) break;
    work += problem.network.outTarget.length + beside + (filling?.tracker.work ?? 0);
    if (work > mostWork || !watch.mayGoOn()) break;
  }
  return {
    best: best ?? new Filling(problem),
    name: bestName,
    left: best === null ? chip.length : bestLeft,
    tried,
  };
}

interface Order {
  readonly name: string;
  readonly neurons: Uint32Array;
}

/** One for each rung, made when asked for. */
function* rungs(problem: Problem, chip: Uint32Array, watch: Watch): Generator<Rung> {
  const limitsOutputs = new Filling(problem).tracker.limitsOutputs;
  const given: Order = { name: 'given', neurons: chip };
  const topological: Order = { name: 'topological', neurons: topologicalOrder(problem) };
  const largest = largestFirst(problem);
  const orders: Order[] = [
    given,
    // Where the sizes of units differ, an order that ignores them may leave cores half empty.
    ...(largest === null ? [] : [{ name: 'largest-first', neurons: largest }]),
    topological,
    { name: 'heaviest-first', neurons: heaviestFirst(problem) },
    { name: 'reversed', neurons: Uint32Array.from(chip).reverse() },
  ];
  const populations = populationOf(problem);
  const fill = (name: string, how: (filling: Filling) => void, asked = watch): Rung => ({
    name,
    filling: filled(problem, asked, how),
  });

  const packed = packedGroups(problem);
  if (packed !== null)
    yield fill('groups-of-the-split', (filling) => nextFit(filling, packed.order, packed.groupOf));
  const grouped = new Filling(problem, {}, watch);
  if (groupFit(problem, grouped)) yield { name: 'groups-of-co-targets', filling: grouped };
  // The first is over before it could be worth asking, and often the only one that an interrupt leaves time for.
  yield fill('next-fit(order=given)', (filling) => nextFit(filling, chip), unwatched());
  const isLarge = problem.network.outTarget.length > MANY_TARGETS;
  if (isLarge && limitsOutputs) yield reservedCut(problem, given, Infinity, watch);
  for (const { name, neurons } of orders.slice(1))
    yield fill(`next-fit(order=${name})`, (filling) => nextFit(filling, neurons));
  yield fill('next-fit(order=given, by population)', (filling) => nextFit(filling, chip, populations));
  for (const classOrder of otherClassOrders(problem)) {
    const filling = new Filling(problem, { classOrder }, watch);
    nextFit(filling, chip);
    yield { name: 'next-fit(order=given, classes re-ordered)', filling };
  }
  for (const { name, neurons } of orders)
    yield { name: `cut(order=${name})`, filling: cutStrictly(problem, neurons, null, Infinity) };
  if (isLarge && limitsOutputs) {
    for (const order of orders.slice(1)) yield reservedCut(problem, order, Infinity, watch);
    yield* fewerNeurons(problem, chip, [given, topological], watch);
  }
  for (const choose of ['lowest', 'closest'] as const) {
    for (const { name, neurons } of orders)
      yield fill(`${choose}-fit(order=${name})`, (filling) => chosenFit(filling, neurons, choose));
  }
  if (!isLarge && limitsOutputs) {
    for (const order of orders) yield reservedCut(problem, order, Infinity, watch);
    yield* fewerNeurons(problem, chip, [given, topological], watch);
  }
  yield* restarts(problem, chip, watch);
  if (chip.length <= SEARCH_NEURONS)
    yield { name: 'complete-search', filling: backtrack(problem, SEARCH_BUDGET).filling };
  yield* grownSmaller(problem, chip, limitsOutputs, watch);
}

/** Rung 5. */
function* fewerNeurons(
  problem: Problem,
  chip: Uint32Array,
  orders: readonly Order[],
  watch: Watch,
): Generator<Rung> {
  yield* forEachCap(problem, neuronCaps(problem, chip), function* (neuronCap) {
    for (const order of orders) {
      for (const classOrder of [new CoreSupply(problem).order, ...otherClassOrders(problem)]) {
        const filling = new Filling(problem, { neuronCap, classOrder }, watch);
        nextFit(filling, order.neurons);
        yield { name: `next-fit(order=${order.name}, neurons=${neuronCap})`, filling };
      }
      yield reservedCut(problem, order, neuronCap, watch);
    }
  });
}

function reservedCut(problem: Problem, { name, neurons }: Order, neuronCap: number, watch: Watch): Rung {
  const cap = neuronCap === Infinity ? '' : `, neurons=${neuronCap}`;
  return {
    name: `cut(order=${name}${cap}, outputs reserved)`,
    ...cutWithReserves(problem, neurons, neuronCap, watch),
  };
}

/** Rung 8. */
function* grownSmaller(
  problem: Problem,
  chip: Uint32Array,
  limitsOutputs: boolean,
  watch: Watch,
): Generator<Rung> {
  const cores = usableCores(problem);
  const neurons = countNeurons(problem.network, chip);
  const caps = [Infinity, ...neuronCaps(problem, chip)].filter((neuronCap) => neuronCap * cores >= neurons);
  yield* forEachCap(problem, caps, function* (neuronCap) {
    const cap = neuronCap === Infinity ? '' : `(neurons=${neuronCap})`;
    const filling = new Filling(problem, { neuronCap }, watch);
    growClusters(problem, filling, PATIENCE, watch);
    yield { name: `grown${cap}`, filling };
    if (limitsOutputs)
      yield reservedCut(
        problem,
        { name: `grown${cap}`, neurons: inClusters(filling, chip) },
        Infinity,
        watch,
      );
  });
}

/** Neurons by cluster, then by id; those without one, NONE, come last. */
function inClusters({ tracker: { clusterOf } }: Filling, chip: Uint32Array): Uint32Array {
  return chip.slice().sort((a, b) => clusterOf[a] - clusterOf[b] || a - b);
}

function filled(problem: Problem, watch: Watch, fill: (filling: Filling) => void): Filling {
  const filling = new Filling(problem, {}, watch);
  fill(filling);
  return filling;
}

/** Rung 6: what found no place goes first in the next try. */
function* restarts(problem: Problem, chip: Uint32Array, watch: Watch): Generator<Rung> {
  const order = heaviestFirst(problem);
  for (let restart = 0; restart < Math.min(RESTARTS, chip.length); restart++) {
    const filling = new Filling(problem, {}, watch);
    const stuck = chosenFit(filling, order, 'closest');
    yield { name: 'closest-fit(order=heaviest-first, stuck first)', filling };
    const at = order.indexOf(stuck);
    order.copyWithin(1, 0, at);
    order[0] = stuck;
  }
}

/** From all neurons on one core down to the largest vertex alone. */
function neuronCaps({ network }: Problem, chip: Uint32Array): number[] {
  const least = chip.reduce((most, vertex) => Math.max(most, neuronsIn(network, vertex)), 1);
  const caps: number[] = [];
  for (
    let cap = countNeurons(network, chip);
    cap >= least;
    cap = cap > CAPS_ONE_BY_ONE ? Math.floor((cap * 3) / 4) : cap - 1
  )
    caps.push(cap);
  return caps;
}
