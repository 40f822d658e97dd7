import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../lower/diagnostics.ts';
import type { Network } from '../network.ts';
import type { Problem } from '../problem.ts';
import { fewestCores, largestCapacity, type UsableClass } from './capacity.ts';
import { budgetsOf, type Budget, type NeuronDemand, type SharedResource } from './demand.ts';

/** Resources of which the cores that may be used have too little together. */
export function checkBudgets(
  problem: Problem,
  classes: readonly UsableClass[],
  demand: NeuronDemand,
): Diagnostic[] {
  const { network } = problem;
  const found: Diagnostic[] = [];
  for (const budget of budgetsOf(network, classes, demand)) {
    const diagnostic = overBudget(network.name, problem, classes, budget, () =>
      heaviestPopulation(network, budget),
    );
    if (diagnostic !== null) found.push(diagnostic);
  }
  return found;
}

/** The share of the population that asks for most of a resource. */
export interface HeaviestShare {
  readonly id: string;
  readonly need: number;
}

/** That the cores which may be used have too little of one resource together; null where they have enough. */
export function overBudget(
  networkName: string,
  { target, constraints }: Pick<Problem, 'target' | 'constraints'>,
  classes: readonly UsableClass[],
  budget: SharedResource & Pick<Budget, 'need'>,
  heaviestOf: () => HeaviestShare,
): Diagnostic | null {
  const live = classes.reduce((sum, { liveCores }) => sum + liveCores, 0);
  const cores = Math.min(live, constraints.maxCores ?? Infinity);
  const have = largestCapacity(classes, cores, budget.capacityOf);
  if (budget.need <= have) return null;
  const heaviest = heaviestOf();
  const fewest = fewestCores(classes, budget.need, budget.capacityOf);
  return {
    code: budget.code,
    severity: 'error',
    where: networkName,
    message:
      `needs at least ${grouped(budget.need)} ${budget.unit}, ${grouped(cores)} cores of ${target.name} have ` +
      `${grouped(have)}; ${heaviest.id} alone needs ${grouped(heaviest.need)}.`,
    have,
    need: budget.need,
    unit: budget.unit,
    hint: wayOut(budget, fewest, live, cores),
  };
}

function wayOut(budget: SharedResource, fewest: number, live: number, cores: number): string {
  const limit = budget.resource;
  if (fewest <= live)
    return `Allow at least ${grouped(fewest)} cores, now ${grouped(cores)}, or raise core.${limit}.`;
  return `All ${grouped(live)} live cores are too few: take a larger chip, raise core.${limit}, or shrink the network.`;
}

function heaviestPopulation(network: Network, budget: Budget): HeaviestShare {
  let heaviest = { id: '', need: -1 };
  for (const { id, first, vertexCount } of network.populations) {
    let need = 0;
    for (let u = first; u < first + vertexCount; u++) need += budget.perVertex(u);
    if (need > heaviest.need) heaviest = { id, need };
  }
  return heaviest;
}
