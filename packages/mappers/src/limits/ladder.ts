/**
 * A ladder of fills, from cheap to thorough, for where a partitioner's own rule ends in no legal clustering:
 *
 *  0. the groups that a split network brings with it (`split/*`), which fit a core each; where a neuron reaches one core only, whole
 *     groups of co-targets ({@link groupFit});
 *  1. next-fit over several orders, populations apart and together, and classes opened in other orders;
 *  2. exact cuts of these orders into segments ({@link cutIntoSegments});
 *  3. every neuron to the lowest, or to the closest, cluster with room;
 *  4. with limits on output axons: cuts that reserve them. A first cut ignores them and shows
 *     how many cores each neuron reaches; the next cut reserves that many in its
 *     cluster; reserves only grow, so this ends;
 *  5. the same, and next-fit, with fewer neurons to a core: 3/4 as many each time, from the
 *     size of the network and not of the chip, so that a larger chip tries all that a smaller one did;
 *  6. restarts in which the neuron that found no place moves to the front;
 *  7. a complete search, for small networks within its budget.
 *
 * Loads never shrink while neurons are added, so steps 1 to 3 need no look ahead to stay
 * legal. What they cannot do is undo: 4 to 7 do it by starting over. The ladder ends early only
 * when its budget of work is spent or the caller gives up. Every rung has a name, for what was made by it says so.
 */
import { neuronsIn, type Problem } from '@nmap/ir';
import { unwatched, type Watch } from '../watch/watch.ts';
import { backtrack, unplacedCount } from './backtrack.ts';
import { cutIntoSegments } from './contiguous.ts';
import { CoreSupply } from './core-supply.ts';
import { Filling, chosenFit, nextFit } from './filling.ts';
import { groupFit } from './group-fit.ts';
import { heaviestFirst, largestFirst, populationOf, topologicalOrder } from './orders.ts';
import { packedGroups } from './packed-groups.ts';
import { countNeurons } from './refusals.ts';

/** Class orders tried: all of up to four classes. */
const MOST_CLASS_ORDERS = 24;
const RESERVE_ROUNDS = 40;
const RESTARTS = 60;
/** Questions of the complete search, and the largest network it is tried on: about a second. */
const SEARCH_BUDGET = 400_000;
const SEARCH_NEURONS = 200;
/** Up to here every number of neurons to a core is tried, beyond it 3/4 as many each time. */
const CAPS_ONE_BY_ONE = 24;

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
  for (const { name, filling } of rungs(problem, chip, watch)) {
    tried++;
    const left = filling === null ? Infinity : unplacedCount(filling, chip);
    if (filling !== null && left < bestLeft) {
      best = filling;
      bestName = name;
      bestLeft = left;
    }
    if (bestLeft === 0) break;
    work += problem.network.outTarget.length + (filling?.tracker.work ?? 0);
    if (work > mostWork || !watch.mayGoOn()) break;
  }
  return {
    best: best ?? new Filling(problem),
    name: bestName,
    left: best === null ? chip.length : bestLeft,
    tried,
  };
}

/** A rung of the ladder; its filling is null where it leads nowhere. */
interface Rung {
  readonly name: string;
  readonly filling: Filling | null;
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
  for (const choose of ['lowest', 'closest'] as const) {
    for (const { name, neurons } of orders)
      yield fill(`${choose}-fit(order=${name})`, (filling) => chosenFit(filling, neurons, choose));
  }
  if (limitsOutputs) {
    for (const order of orders) yield* cutWithReserves(problem, order, Infinity);
    for (const neuronCap of neuronCaps(problem, chip)) {
      for (const order of [given, topological]) {
        for (const classOrder of [new CoreSupply(problem).order, ...otherClassOrders(problem)]) {
          const filling = new Filling(problem, { neuronCap, classOrder }, watch);
          nextFit(filling, order.neurons);
          yield { name: `next-fit(order=${order.name}, neurons=${neuronCap})`, filling };
        }
        yield* cutWithReserves(problem, order, neuronCap);
      }
    }
  }
  yield* restarts(problem, chip, watch);
  if (chip.length <= SEARCH_NEURONS)
    yield { name: 'complete-search', filling: backtrack(problem, SEARCH_BUDGET).filling };
}

function filled(problem: Problem, watch: Watch, fill: (filling: Filling) => void): Filling {
  const filling = new Filling(problem, {}, watch);
  fill(filling);
  return filling;
}

/** Puts the segments of a cut into clusters; a neuron that output limits keep out is left unplaced. */
function cutStrictly(
  problem: Problem,
  order: Uint32Array,
  reserve: Float64Array | null,
  cap: number,
): Filling | null {
  const segments = cutIntoSegments(problem, order, reserve, cap);
  if (segments === null) return null;
  const filling = new Filling(problem, reserve === null ? {} : { reserve });
  for (const { classId, from, to } of segments) {
    const cluster = filling.tracker.openCluster(classId);
    filling.supply.take(classId);
    for (let i = from; i < to; i++) {
      if (filling.tracker.fits(order[i], cluster)) filling.tracker.add(order[i], cluster);
    }
    if (filling.tracker.neurons[cluster] === 0) {
      filling.tracker.closeCluster();
      filling.supply.giveBack(classId);
    }
  }
  return filling;
}

/** Rung 4: yields only legal fillings. */
function* cutWithReserves(problem: Problem, { name, neurons }: Order, neuronCap: number): Generator<Rung> {
  const reserve = new Float64Array(problem.network.vertexCount);
  for (let round = 0; round < RESERVE_ROUNDS; round++) {
    const filling = cutStrictly(problem, neurons, reserve, neuronCap);
    if (filling === null) return;
    if (filling.tracker.outputsLegal()) {
      const cap = neuronCap === Infinity ? '' : `, neurons=${neuronCap}`;
      yield { name: `cut(order=${name}${cap}, outputs reserved)`, filling };
      return;
    }
    let grew = false;
    for (const neuron of neurons) {
      const needed = filling.tracker.axons.fanOut[neuron] * neuronsIn(problem.network, neuron);
      if (needed <= reserve[neuron]) continue;
      reserve[neuron] = needed;
      grew = true;
    }
    if (!grew) return;
  }
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

/** Permutations of the classes, the default left out. */
function otherClassOrders(problem: Problem): number[][] {
  const permutations: number[][] = [];
  const extend = (prefix: number[], rest: readonly number[]): void => {
    if (permutations.length > MOST_CLASS_ORDERS) return;
    if (rest.length === 0) permutations.push(prefix);
    for (const classId of rest) {
      extend(
        [...prefix, classId],
        rest.filter((other) => other !== classId),
      );
    }
  };
  extend([], new CoreSupply(problem).order);
  return permutations.slice(1);
}
