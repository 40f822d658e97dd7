import type { Diagnostic } from '../diagnostic.ts';
import type { Problem } from '../problem.ts';
import { mostNeuronsPerCore, usableClasses } from './capacity.ts';
import { checkBudgets } from './check-budgets.ts';
import { checkDelays } from './check-delays.ts';
import { checkSharedCores } from './check-shared-cores.ts';
import { checkWalls } from './check-walls.ts';
import { neuronDemand } from './demand.ts';

/**
 * The pre-check before any search: proves what cannot fit, and names all of it.
 *
 * Walls (E21xx): a neuron that fits no core of any class; more cores do not help.
 * Budgets (E22xx): all cores together are too few.
 * No diagnostic does not prove that a placement exists. Never reads a placement.
 * E2210 to E2212 are such walls and budgets of delays, and of neurons that have to share a core.
 * O(neurons x classes + synapses).
 */
export function checkProblem(problem: Problem): Diagnostic[] {
  const { network, target } = problem;
  const classes = usableClasses(target);
  const delays = network.spec === null ? [] : checkDelays(network.spec, target);
  if (classes.length === 0) {
    const needsCore = network.external.some((flag) => flag === 0);
    return needsCore ? [...delays, noUsableCore(target.name)] : [];
  }
  const demand = neuronDemand(network, mostNeuronsPerCore(classes));
  return [
    ...delays,
    ...checkWalls(network, classes, demand),
    ...checkSharedCores(network, classes),
    ...checkBudgets(problem, classes, demand),
  ];
}

/** Neurons on the chip, and not one core for them. */
export function noUsableCore(targetName: string): Diagnostic {
  return {
    code: 'E2200',
    severity: 'error',
    where: targetName,
    message: 'has no live core that may hold a neuron.',
    have: 0,
    need: 1,
    unit: 'cores',
    hint: 'Take cores out of faults.cores, or raise core.neurons.',
  };
}
