/**
 * Runs a partitioner's own fill and, where it does not end in a legal clustering, a ladder of others
 * (`ladder.ts`), so that an algorithm which packs badly does not refuse a network that fits. Which of them made the
 * clustering is told to the context: a run that fell back is no run of that algorithm, and is marked so.
 */
import { NONE } from '@nmap/kernels';
import { makeClustered, type Clustered, type Problem } from '@nmap/ir';
import type { PassContext } from '../pass.ts';
import { watchOf, type Watch } from '../watch/watch.ts';
import { unplacedCount } from './backtrack.ts';
import { Filling, chipNeurons } from './filling.ts';
import { keepOwnGroups } from './keep-groups.ts';
import { climb } from './ladder.ts';
import { countNeurons, fitsNowhere, notFound } from './refusals.ts';

/**
 * Work of all rungs together, in sources looked at: some ten seconds. Networks of a few thousand synapses
 * never meet it; of millions, they get the first rungs.
 */
const LADDER_WORK = 1_000_000_000;

/** Work of the rungs that are tried before the algorithm itself where a limit may cut it short: about a second. */
const FIRST_WORK = 100_000_000;

/** A legal clustering that the ladder made, and the rung it came from. */
export interface SimplestLegal {
  readonly filling: Filling;
  readonly name: string;
}

/**
 * Where a limit may end the run ({@link PassContext.giveUp}), a legal clustering by the simplest means comes first
 * and is kept in case the algorithm does not end in one; it never takes the place of one that the algorithm makes.
 *
 * @param primary the algorithm's own fill: fills an empty {@link Filling} as far as it can
 * @returns the first legal clustering; statistic `fallback` = 0 where `primary` made it, else how many others were
 *   tried, and `ctx.fellBack` is told the name of the one that made it
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
  // What the algorithm made while neurons were split is its clustering already, with relays for what it reaches.
  const keep = keepOwnGroups(problem, passName);
  if (keep === null) primary(first, safe === null ? patient : watch);
  else keep(first);
  if (unplacedCount(first, chip) === 0) {
    ctx.stat('fallback', 0);
    return first;
  }
  if (safe !== null) {
    ctx.stat('fallback', 1);
    ctx.fellBack(safe.name);
    return safe.filling;
  }
  // A neuron that no empty core takes is a wall: no other fill can help.
  const empty = new Filling(problem);
  const wall = chip.find((neuron) => !empty.canOpenFor(neuron));
  if (wall !== undefined) throw fitsNowhere(problem, passName, empty, wall);
  const climbed = climb(problem, chip, patient, LADDER_WORK);
  if (climbed.left > 0) {
    const best = unplacedCount(first, chip) <= climbed.left ? first : climbed.best;
    const over = chip.filter((neuron) => best.tracker.clusterOf[neuron] === NONE);
    throw notFound(problem, passName, best, countNeurons(problem.network, over), climbed.tried + 1);
  }
  ctx.stat('fallback', climbed.tried);
  ctx.fellBack(climbed.name);
  return climbed.best;
}

/** A legal clustering by the cheaper rungs of the ladder; null where they end in none, or the caller gives up. */
export function simplestLegal(problem: Problem, watch: Watch): SimplestLegal | null {
  const { best, name, left } = climb(problem, chipNeurons(problem), watch.untilGivenUp(), FIRST_WORK);
  return left === 0 ? { filling: best, name } : null;
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
