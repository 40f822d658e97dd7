/**
 * The neurons in order over more cores than they need: where an objective charges the time of the slowest core, the fewest cores
 * are the worst start, and a search that moves neurons one by one stops long before they are spread, for each of
 * them costs packets before the slowest core gets faster.
 */
import { resolveObjective } from '@nmap/energy';
import {
  liveCoresByClass,
  makeClustered,
  withNeuronsPerCore,
  type Clustered,
  type Lowered,
  type Problem,
} from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { chipNeurons } from '../../limits/filling.ts';
import { countNeurons } from '../../limits/refusals.ts';
import { sequential } from '../../partition/sequential/index.ts';
import type { PassContext } from '../../pass.ts';

/** Most neurons of a core on all cores there are, on half of them, on a quarter, down to twice those in use. */
export function spreadLimits(problem: Problem, coresInUse: number): number[] {
  if (resolveObjective(problem).prices.perStepNs === null) return [];
  const live = liveCoresByClass(problem.target).reduce((sum, count) => sum + count, 0);
  const neurons = countNeurons(problem.network, chipNeurons(problem));
  const limits: number[] = [];
  for (
    let cores = Math.min(live, problem.constraints.maxCores ?? Infinity, neurons);
    cores > coresInUse;
    cores = Math.floor(cores / 2)
  )
    limits.push(Math.ceil(neurons / cores));
  return limits;
}

/** @throws NmapError `not-found` where the other limits leave no room for it */
export function spreadEvenly(problem: Problem, neuronsPerCore: number, ctx: PassContext): Clustered {
  const target = withNeuronsPerCore(problem.target, neuronsPerCore);
  const spread: Lowered = { stage: 'lowered', problem: { ...problem, target } };
  const { clusterOf, classOf, clusterCount } = sequential.run(spread, sequential.options.parse({}), ctx);
  return makeClustered(problem, raw(clusterOf), raw(classOf), clusterCount);
}
