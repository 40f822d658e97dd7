/** What a partitioner says when it gives up: how much was left over, and which limit stood most in the way. */
import { NONE } from '@nmap/kernels';
import type { NmapError } from '@nmap/ir';
import { grouped, neuronsIn, type Network, type Problem } from '@nmap/ir';
import { failure } from './failure.ts';
import { usableCores } from './core-supply.ts';
import { chipNeurons, type Filling } from './filling.ts';
import { LIMIT_NAMES, type LimitName } from './load-tracker.ts';
import { vertexKind, vertexName } from './vertex-name.ts';

export function countNeurons(network: Network, vertices: Iterable<number>): number {
  let neurons = 0;
  for (const vertex of vertices) neurons += neuronsIn(network, vertex);
  return neurons;
}

/** A neuron too big for every core that is left: the check of the problem names it first, in a whole compilation. */
export function fitsNowhere(problem: Problem, passName: string, empty: Filling, neuron: number): NmapError {
  const limit = mainObstacle(empty, neuron);
  const cores = usableCores(problem);
  return failure('not-found', {
    code: 'E3102',
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
  });
}

export function notFound(
  problem: Problem,
  passName: string,
  best: Filling,
  left: number,
  tries: number,
): NmapError {
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
  return failure('not-found', {
    code: 'E3101',
    where: passName,
    message:
      `no legal clustering found in ${tries === 1 ? '1 try' : `${grouped(tries)} tries`}: at best ${grouped(left)} of ${grouped(neurons)} neurons ` +
      `are left over (the first: ${vertexName(network, stuck)}), and ${supply}.${obstacle}`,
    have: neurons - left,
    need: neurons,
    unit: 'neurons',
    hint: `It may still fit: try ${['another partitioner or seed', ...wider].join(', or ')}.`,
  });
}

/** The limit that keeps the neuron out of an empty core where some are free, else out of most clusters. */
export function mainObstacle(filling: Filling, neuron: number): LimitName | null {
  const { blocked } = filling.tracker;
  blocked.fill(0);
  if (filling.supply.totalLeft > 0) filling.canOpenFor(neuron);
  if (blocked.every((count) => count === 0)) {
    for (let cluster = 0; cluster < filling.tracker.clusterCount; cluster++)
      filling.tracker.fits(neuron, cluster);
  }
  return mostOften(blocked);
}

/** The limit that said no most often; null where none did. */
export function mostOften(blocked: Float64Array): LimitName | null {
  let worst = 0;
  for (let limit = 1; limit < blocked.length; limit++) if (blocked[limit] > blocked[worst]) worst = limit;
  return blocked[worst] === 0 ? null : LIMIT_NAMES[worst];
}
