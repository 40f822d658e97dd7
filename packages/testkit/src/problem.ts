import { NONE } from '@nmap/kernels';
import {
  makeClustered,
  makePlaced,
  type Lowered,
  type Network,
  type Objective,
  type Placed,
  type Problem,
  type Target,
} from '@nmap/ir';
import { buildTarget, type TestChip } from './target.ts';

export function buildProblem(
  network: Network,
  chip: TestChip | Target,
  { maxCores = null, objective = 'energy' }: { maxCores?: number | null; objective?: Objective } = {},
): Problem {
  const target = 'topology' in chip ? chip : buildTarget(chip);
  return { network, target, constraints: { maxCores }, objective };
}

export function lowered(problem: Problem): Lowered {
  return { stage: 'lowered', problem };
}

/** Clusters = the cores in use. `coreOf[neuron]`; what it says of external neurons is ignored. */
export function placedOn(problem: Problem, coreOf: ArrayLike<number>): Placed {
  const { network } = problem;
  const cores = [...new Set(Array.from(coreOf).filter((_, neuron) => network.external[neuron] === 0))].sort(
    (a, b) => a - b,
  );
  const clusterOf = Uint32Array.from(coreOf, (core, neuron) =>
    network.external[neuron] === 1 ? NONE : cores.indexOf(core),
  );
  const clustered = makeClustered(problem, clusterOf, new Uint32Array(cores.length), cores.length);
  return makePlaced(clustered, Uint32Array.from(cores));
}
