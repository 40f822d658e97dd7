import type { Placed } from '@nmap/ir';
import { PlacementCosts } from './placement-costs.ts';
import { resolveObjective } from './resolve.ts';

export interface ObjectiveValue {
  readonly name: string;
  readonly unit: string;
  /** null where a constant is unknown that it needs. */
  readonly value: number | null;
}

/** The referee's number for the objective that the problem is solved for. */
export function objectiveValue(placed: Placed, costs = new PlacementCosts(placed)): ObjectiveValue {
  const { terms, name, unit } = resolveObjective(placed.problem);
  let value: number | null = 0;
  for (const { objective, weight } of terms) {
    const term = objective.value(costs);
    value = value === null || term === null ? null : value + weight * term;
  }
  return { name, unit, value };
}
