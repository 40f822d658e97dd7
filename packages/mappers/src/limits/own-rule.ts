/**
 * Runs a published partitioner by its own rule and nothing else. Where the rule ends with neurons left over, the pass
 * gives up and names the neuron, the limit and both numbers: a baseline that another packer rescued would be
 * compared under a name that is not its own.
 *
 * Only a run that the clock or the user cuts short has its rest placed wherever there is room, and is marked twice: cut
 * short, and fallen back.
 */
import { NONE } from '@nmap/kernels';
import { NmapError, grouped, type Diagnostic, type Network, type Problem } from '@nmap/ir';
import type { PassContext } from '../pass.ts';
import { watchOf, type Watch } from '../watch/watch.ts';
import { unplacedCount } from './backtrack.ts';
import { burdenOf, type Burden } from './burden.ts';
import { keepOwnGroups } from './keep-groups.ts';
import { usableCores } from './core-supply.ts';
import { Filling, chipNeurons, chosenFit } from './filling.ts';
import type { LimitName } from './load-tracker.ts';
import { countNeurons, mainObstacle } from './refusals.ts';
import { vertexKind, vertexName } from './vertex-name.ts';

/**
 * @param fill the published rule: fills an empty filling and ends when it is done or its watch says so. There is no legal
 *   state before it is done, so that under a time limit the watch goes on until all is given up.
 * @throws NmapError `not-found`
 */
export function byOwnRule(
  problem: Problem,
  passName: string,
  ctx: PassContext,
  fill: (filling: Filling, watch: Watch) => void,
  watch = watchOf(ctx),
): Filling {
  const chip = chipNeurons(problem);
  const patient = watch.untilGivenUp();
  const filling = new Filling(problem, {}, patient);
  // What the rule made while neurons were split is its clustering already, with relays for what it reaches.
  const keep = keepOwnGroups(problem, passName);
  if (keep === null) fill(filling, patient);
  else keep(filling);
  if (unplacedCount(filling, chip) > 0 && patient.isOver) {
    filling.hurry();
    chosenFit(filling, chip, 'lowest');
    ctx.fellBack('lowest-fit(order=given) of what was left when time ran out');
  }
  if (unplacedCount(filling, chip) > 0) throw endsWithoutRoom(problem, passName, filling, chip);
  return filling;
}

/** The rule ended with neurons left over. */
function endsWithoutRoom(
  problem: Problem,
  passName: string,
  filling: Filling,
  chip = chipNeurons(problem),
): NmapError {
  const { network } = problem;
  const over = chip.filter((neuron) => filling.tracker.clusterOf[neuron] === NONE);
  const neuron = over[0];
  const left = countNeurons(network, over);
  const who = vertexKind(network, neuron);
  const rest = left === 1 ? '' : ` ${grouped(left)} neurons are left over.`;
  const obstacle = obstacleOf(problem, filling, neuron);
  const diagnostic: Diagnostic = {
    code: 'E3110',
    severity: 'error',
    where: `${passName}, ${vertexName(network, neuron)}`,
    message: `the ${who} finds no core by the rule of ${passName}: ${obstacle.text}.${rest} It is not rescued by another packer.`,
    have: obstacle.have,
    need: obstacle.need,
    unit: obstacle.unit,
    hint: `Use ${obstacle.wider}, or a partitioner that packs under all limits: partition/multilevel.`,
  };
  return new NmapError('not-found', [diagnostic]);
}

interface Obstacle {
  readonly text: string;
  readonly have: number;
  readonly need: number;
  readonly unit: string;
  readonly wider: string;
}

function obstacleOf(problem: Problem, filling: Filling, neuron: number): Obstacle {
  const { network } = problem;
  const cores = usableCores(problem);
  const { supply } = filling;
  // A core that could take it, and that the rule does not open or look at again, is no limit in its way.
  const couldTake = supply.totalLeft > 0 ? filling.canOpenFor(neuron) : filling.lowestFit(neuron) !== NONE;
  const limit = cores === 0 || couldTake ? null : mainObstacle(filling, neuron);
  if (limit === null) {
    const text = `it needs a core more than the ${grouped(cores)} usable ${cores === 1 ? 'one' : 'ones'}`;
    return { text, have: cores, need: cores + 1, unit: 'cores', wider: 'a chip with more cores' };
  }
  const isRoomLeft = supply.totalLeft > 0;
  const burden = isRoomLeft ? inEmptyCore(filling, neuron, limit) : inFullest(filling, neuron, limit);
  const where = isRoomLeft
    ? 'in an empty core'
    : 'in the open core with most room for it, no other being left,';
  return {
    text: `${where} ${burdenText(network, burden, limit)}`,
    have: burden.have,
    need: burden.need,
    unit: `core.${limit}`,
    wider: isRoomLeft ? `a larger core.${limit}` : `more cores, a larger core.${limit}`,
  };
}

/** Who would need too much: not always the core that the neuron comes to, or itself. */
function burdenText(network: Network, burden: Burden, limit: LimitName): string {
  const load = `${grouped(burden.need)} of core.${limit}, which has ${grouped(burden.have)}`;
  if (burden.of === 'core') return `it needs ${load}`;
  const source = `${vertexName(network, burden.source)}, which it hears,`;
  return burden.of === 'source'
    ? `it makes ${source} need ${load}`
    : `it makes the core of ${source} need ${load}`;
}

/** The cluster where least is missing. */
function inFullest({ tracker }: Filling, neuron: number, limit: LimitName): Burden {
  let least: Burden = { need: Infinity, have: 0, of: 'core' };
  for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
    const burden = burdenOf(tracker, neuron, cluster, limit);
    const missing = burden.need - burden.have;
    if (missing > 0 && missing < least.need - least.have) least = burden;
  }
  return least;
}

/** Of the class whose limit is the widest. */
function inEmptyCore({ supply, tracker }: Filling, neuron: number, limit: LimitName): Burden {
  let best: Burden = { need: 0, have: -1, of: 'core' };
  let widest = -1;
  for (const classId of supply.order) {
    const most = tracker.problem.target.classes[classId].limits[limit] ?? Infinity;
    if (!supply.has(classId) || most <= widest) continue;
    widest = most;
    best = burdenOf(tracker, neuron, tracker.openCluster(classId), limit);
    tracker.closeCluster();
  }
  return best;
}
