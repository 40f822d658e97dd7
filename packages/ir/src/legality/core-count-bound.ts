import type { Problem } from '../problem.ts';
import { fewestCores, mostNeuronsPerCore, usableClasses } from './capacity.ts';
import { budgetsOf, neuronDemand, type Budget } from './demand.ts';

/** A proof that no legal placement uses fewer cores. */
export interface CoreCountBound {
  /** Infinity where all live cores together do not suffice. */
  readonly cores: number;
  /** The resource that asks for so many; the first of them in the order of `byResource`. */
  readonly resource: Budget['resource'];
  readonly byResource: Readonly<Record<Budget['resource'], number>>;
}

/**
 * Counting bound: for each resource, the fewest cores, largest first, that hold what the
 * neurons ask for at least; the maximum over resources. O(vertices + targets).
 */
export function coreCountBound({ network, target }: Problem): CoreCountBound {
  const classes = usableClasses(target);
  const budgets = budgetsOf(network, classes, neuronDemand(network, mostNeuronsPerCore(classes)));
  const byResource = { neurons: 0, synapses: 0, synapseMemoryBits: 0, inputAxons: 0, outputAxons: 0 };
  let resource: Budget['resource'] = 'neurons';
  for (const budget of budgets) {
    byResource[budget.resource] = fewestCores(classes, budget.need, budget.capacityOf);
    if (byResource[budget.resource] > byResource[resource]) resource = budget.resource;
  }
  return { cores: byResource[resource], resource, byResource };
}
