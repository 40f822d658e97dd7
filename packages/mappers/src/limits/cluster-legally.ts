/**
 * Runs a partitioner's own fill and, where it does not end in a legal clustering, a
 * ladder of others, from cheap to thorough, so that an algorithm which packs badly does not
 * refuse a network that fits:
 *
 *  0. where a neuron reaches one core only, whole groups of co-targets ({@link groupFit});
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
 * when its budget of work is spent or the caller gives up.
 */
import { NONE } from '@nmap/kernels';
import { NmapError, makeClustered, neuronsIn, type Clustered, type Network, type Problem } from '@nmap/ir';
import type { PassContext } from '../pass.ts';
import { unwatched, watchOf, type Watch } from '../watch/watch.ts';
import { backtrack, unplacedCount } from './backtrack.ts';
import { cutIntoSegments } from './contiguous.ts';
import { CoreSupply, usableCores } from './core-supply.ts';
import { Filling, chipNeurons, chosenFit, nextFit } from './filling.ts';
import { LIMIT_NAMES, type LimitName } from './load-tracker.ts';
import { groupFit } from './group-fit.ts';
import { heaviestFirst, largestFirst, populationOf, topologicalOrder } from './orders.ts';
import { vertexKind, vertexName } from './vertex-name.ts';

/** Class orders tried: all of up to four classes. */
const MOST_CLASS_ORDERS = 24;
const RESERVE_ROUNDS = 40;
const RESTARTS = 60;
/** Questions of the complete search, and the largest network it is tried on: about a second. */
const SEARCH_BUDGET = 400_000;
const SEARCH_NEURONS = 200;
/**
 * Work of all rungs together, in sources looked at: some ten seconds. Networks of a few thousand synapses
 * never meet it; of millions, they get the first rungs.
 */
const LADDER_WORK = 1_000_000_000;
/** Up to here every number of neurons to a core is tried, beyond it 3/4 as many each time. */
const CAPS_ONE_BY_ONE = 24;

/** Work of the rungs that are tried before the algorithm itself where a limit may cut it short: about a second. */
const FIRST_WORK = 100_000_000;

/**
 * Where a limit may end the run ({@link PassContext.giveUp}), a legal clustering by the simplest means comes first
 * and is kept in case the algorithm does not end in one; it never takes the place of one that the algorithm makes.
 *
 * @param primary the algorithm's own fill: fills an empty {@link Filling} as far as it can
 * @returns the first legal clustering; statistic `fallback` = 0 where `primary` made it, else how many others were tried
 * @throws NmapError `not-found`
 */
export function clusterLegally(
  problem: Problem,
  passName: string,
  ctx: PassContext,
  primary: (filling: Filling, watch: Watch) => void,
  watch = watchOf(ctx),
): Filling {
  const chip = chipNeurons(problem);
  const patient = watch.untilGivenUp();
  const safe = patient === watch ? null : simplestLegal(problem, watch);
  const first = new Filling(problem, safe === null ? {} : { hurriedWork: 0 }, patient);
  primary(first, safe === null ? patient : watch);
  if (unplacedCount(first, chip) === 0) {
    ctx.stat('fallback', 0);
    return first;
  }
  if (safe !== null) {
    ctx.stat('fallback', 1);
    return safe;
  }
  // A neuron that no empty core takes is a wall: no other fill can help.
  const empty = new Filling(problem);
  const wall = chip.find((neuron) => !empty.canOpenFor(neuron));
  if (wall !== undefined) throw fitsNowhere(problem, passName, empty, wall);
  const climbed = climb(problem, chip, patient, LADDER_WORK);
  if (climbed.left > 0) {
    const { best } = [first, climbed.best].reduce(
      (fewest, filling) => {
        const unplaced = unplacedCount(filling, chip);
        return unplaced < fewest.left ? { best: filling, left: unplaced } : fewest;
      },
      { best: first, left: Infinity },
    );
    const over = chip.filter((neuron) => best.tracker.clusterOf[neuron] === NONE);
    throw notFound(problem, passName, best, countNeurons(problem.network, over), climbed.tried + 1);
  }
  ctx.stat('fallback', climbed.tried);
  return climbed.best;
}

/** A legal clustering by the cheaper rungs of the ladder; null where they end in none, or the caller gives up. */
export function simplestLegal(problem: Problem, watch: Watch): Filling | null {
  const { best, left } = climb(problem, chipNeurons(problem), watch.untilGivenUp(), FIRST_WORK);
  return left === 0 ? best : null;
}

interface Climbed {
  /** The filling that left fewest neurons over, `left` of them. */
  readonly best: Filling;
  readonly left: number;
  readonly tried: number;
}

/** Up the ladder to the first legal filling, or until the work is done. */
function climb(problem: Problem, chip: Uint32Array, watch: Watch, mostWork: number): Climbed {
  let best: Filling | null = null;
  let bestLeft = Infinity;
  let tried = 0;
  let work = 0;
  for (const attempt of fallbacks(problem, chip, watch)) {
    tried++;
    const left = attempt === null ? Infinity : unplacedCount(attempt, chip);
    if (attempt !== null && left < bestLeft) {
      best = attempt;
      bestLeft = left;
    }
    if (bestLeft === 0) break;
    work += problem.network.outTarget.length + (attempt?.tracker.work ?? 0);
    if (work > mostWork || !watch.mayGoOn()) break;
  }
  return { best: best ?? new Filling(problem), left: best === null ? chip.length : bestLeft, tried };
}

/** Wraps a legal filling as the next stage. */
export function toClustered(problem: Problem, filling: Filling): Clustered {
  const { tracker } = filling;
  return makeClustered(
    problem,
    tracker.clusterOf,
    tracker.classOf.slice(0, tracker.clusterCount),
    tracker.clusterCount,
  );
}

/** One filling for each rung of the ladder, made when asked for; null where a rung leads nowhere. */
function* fallbacks(problem: Problem, chip: Uint32Array, watch: Watch): Generator<Filling | null> {
  const limitsOutputs = new Filling(problem).tracker.limitsOutputs;
  const topological = topologicalOrder(problem);
  const heaviest = heaviestFirst(problem);
  const largest = largestFirst(problem);
  const orders = [chip, topological, heaviest, Uint32Array.from(chip).reverse()];
  // Where the sizes of units differ, an order that ignores them may leave cores half empty.
  if (largest !== null) orders.splice(1, 0, largest);
  const populations = populationOf(problem);

  const grouped = new Filling(problem, {}, watch);
  if (groupFit(problem, grouped)) yield grouped;
  // The first is over before it could be worth asking, and often the only one that an interrupt leaves time for.
  yield filled(problem, unwatched(), (filling) => nextFit(filling, chip));
  for (const order of orders.slice(1)) yield filled(problem, watch, (filling) => nextFit(filling, order));
  yield filled(problem, watch, (filling) => nextFit(filling, chip, populations));
  for (const classOrder of otherClassOrders(problem)) {
    const filling = new Filling(problem, { classOrder }, watch);
    nextFit(filling, chip);
    yield filling;
  }
  for (const order of orders) yield cutStrictly(problem, order, null, Infinity);
  for (const choose of ['lowest', 'closest'] as const) {
    for (const order of orders) yield filled(problem, watch, (filling) => chosenFit(filling, order, choose));
  }
  if (limitsOutputs) {
    for (const order of orders) yield* cutWithReserves(problem, order, Infinity);
    for (const neuronCap of neuronCaps(problem, chip)) {
      for (const order of [chip, topological]) {
        for (const classOrder of [new CoreSupply(problem).order, ...otherClassOrders(problem)]) {
          const filling = new Filling(problem, { neuronCap, classOrder }, watch);
          nextFit(filling, order);
          yield filling;
        }
        yield* cutWithReserves(problem, order, neuronCap);
      }
    }
  }
  yield* restarts(problem, chip, watch);
  if (chip.length <= SEARCH_NEURONS) yield backtrack(problem, SEARCH_BUDGET).filling;
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
function* cutWithReserves(
  problem: Problem,
  order: Uint32Array,
  neuronCap: number,
): Generator<Filling | null> {
  const reserve = new Float64Array(problem.network.vertexCount);
  for (let round = 0; round < RESERVE_ROUNDS; round++) {
    const filling = cutStrictly(problem, order, reserve, neuronCap);
    if (filling === null) return;
    if (filling.tracker.outputsLegal()) {
      yield filling;
      return;
    }
    let grew = false;
    for (const neuron of order) {
      const needed = filling.tracker.axons.fanOut[neuron] * neuronsIn(problem.network, neuron);
      if (needed <= reserve[neuron]) continue;
      reserve[neuron] = needed;
      grew = true;
    }
    if (!grew) return;
  }
}

/** Rung 6: what found no place goes first in the next try. */
function* restarts(problem: Problem, chip: Uint32Array, watch: Watch): Generator<Filling> {
  const order = heaviestFirst(problem);
  for (let restart = 0; restart < Math.min(RESTARTS, chip.length); restart++) {
    const filling = new Filling(problem, {}, watch);
    const stuck = chosenFit(filling, order, 'closest');
    yield filling;
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

function countNeurons(network: Network, vertices: Iterable<number>): number {
  let neurons = 0;
  for (const vertex of vertices) neurons += neuronsIn(network, vertex);
  return neurons;
}

/** A neuron too big for every core that is left: the check of the problem names it first, in a whole compilation. */
function fitsNowhere(problem: Problem, passName: string, empty: Filling, neuron: number): NmapError {
  const limit = mainObstacle(empty, neuron);
  const cores = usableCores(problem);
  return new NmapError('not-found', [
    {
      code: 'E3102',
      severity: 'error',
      where: `${passName}, ${vertexName(problem.network, neuron)}`,
      message: `fits none of the ${grouped(cores)} usable cores, not even an empty one${limit === null ? '' : `: ${limit}`}.`,
      have: cores,
      need: 1,
      unit: `cores that hold the ${vertexKind(problem.network, neuron)}`,
      hint:
        limit === null
          ? 'Use a chip with live cores.'
          : neuronsIn(problem.network, neuron) === 1
            ? `Use a larger core.${limit}, or give the neuron fewer synapses.`
            : `Use a larger core.${limit}, or lower the network to its neurons: lower(grain=neuron).`,
    },
  ]);
}

function notFound(problem: Problem, passName: string, best: Filling, left: number, tries: number): NmapError {
  const { network } = problem;
  const chip = chipNeurons(problem);
  const neurons = countNeurons(network, chip);
  const stuck = chip.find((neuron) => best.tracker.clusterOf[neuron] === NONE) ?? chip[0];
  const limit = mainObstacle(best, stuck);
  const cores = usableCores(problem);
  const free = best.supply.totalLeft;
  const supply =
    free === 0
      ? `all ${grouped(cores)} usable cores are taken`
      : `${grouped(free)} of ${grouped(cores)} usable cores are free`;
  const obstacle = limit === null ? '' : ` Most in its way: ${limit}.`;
  const wider = [
    ...(free === 0 ? ['more cores'] : []),
    ...(limit === null ? [] : [`a larger core.${limit}`]),
  ];
  return new NmapError('not-found', [
    {
      code: 'E3101',
      severity: 'error',
      where: passName,
      message:
        `no legal clustering found in ${tries === 1 ? '1 try' : `${grouped(tries)} tries`}: at best ${grouped(left)} of ${grouped(neurons)} neurons ` +
        `are left over (the first: ${vertexName(network, stuck)}), and ${supply}.${obstacle}`,
      have: neurons - left,
      need: neurons,
      unit: 'neurons',
      hint: `It may still fit: try ${['another partitioner or seed', ...wider].join(', or ')}.`,
    },
  ]);
}

/** The limit that keeps the neuron out of an empty core where some are free, else out of most clusters. */
function mainObstacle(filling: Filling, neuron: number): LimitName | null {
  const { blocked } = filling.tracker;
  blocked.fill(0);
  if (filling.supply.totalLeft > 0) filling.canOpenFor(neuron);
  if (blocked.every((count) => count === 0)) {
    for (let cluster = 0; cluster < filling.tracker.clusterCount; cluster++)
      filling.tracker.fits(neuron, cluster);
  }
  let worst = 0;
  for (let limit = 1; limit < blocked.length; limit++) if (blocked[limit] > blocked[worst]) worst = limit;
  return blocked[worst] === 0 ? null : LIMIT_NAMES[worst];
}

/** 1234567 -> 1,234,567. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
