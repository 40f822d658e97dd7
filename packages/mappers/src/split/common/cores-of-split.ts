import { NONE } from '@nmap/kernels';
import { NmapError, checkProblem, lower, type Problem, type Source } from '@nmap/ir';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';
import { byInputs } from '../../limits/first-clustering.ts';
import { packedGroups } from '../../limits/packed-groups.ts';
import { byTiles } from '../../limits/tile-order.ts';
import type { PassContext } from '../../pass.ts';
import { METHODS, type MethodName } from './methods/methods.ts';
import type { SplitOptions } from './options.ts';
import { splitBasis } from './split-basis.ts';
import { makeSplit, type WayOfSplitting } from './split-network.ts';

/**
 * Cores on which a network is placed once its neurons are split, by the fills that every split begins with: so many are enough, and
 * fewer may be. Infinity where none was found. Cost: all methods, where one is to be chosen.
 *
 * @param source on a chip that has cores enough, as far as there is one.
 */
export function coresOfSplit(
  source: Source,
  way: WayOfSplitting | 'auto',
  options: SplitOptions,
  ctx: PassContext,
): number {
  try {
    const basis = { ...splitBasis(source, `split/${way}`, options), listed: new Map() };
    const methods = way === 'auto' ? (Object.keys(METHODS) as MethodName[]) : [way];
    const packed: SplitOptions = { ...options, groups: 'packed' };
    return methods.reduce((fewest, method) => {
      const made = makeSplit(source, method, packed, ctx, basis);
      const { target, constraints, objective } = source;
      const { network } = lower(made?.spec ?? source.spec);
      return Math.min(fewest, fewestCores({ network, target, constraints, objective }));
    }, Infinity);
  } catch (error) {
    if (error instanceof NmapError && (error.kind === 'infeasible' || error.kind === 'not-found'))
      return Infinity;
    throw error;
  }
}

/** Of the groups that the split brings with it, and of neurons in order. */
function fewestCores(problem: Problem): number {
  if (checkProblem(problem).some(({ severity }) => severity === 'error')) return Infinity;
  const groups = packedGroups(problem);
  const fills: ((filling: Filling) => number)[] = [
    ...(groups === null ? [] : [(filling: Filling) => nextFit(filling, groups.order, groups.groupOf)]),
    (filling) => nextFit(filling, byInputs(problem)),
    (filling) => nextFit(filling, chipNeurons(problem)),
    (filling) => nextFit(filling, byTiles(problem)),
  ];
  return fills.reduce((fewest, fill) => {
    const filling = new Filling(problem);
    return fill(filling) === NONE ? Math.min(fewest, filling.tracker.clusterCount) : fewest;
  }, Infinity);
}
