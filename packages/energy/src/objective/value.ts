import type { Placed } from '@nmap/ir';
import { PlacementCosts } from './placement-costs.ts';
import { resolveObjective } from './resolve.ts';

export interface ObjectiveValue {
  readonly name: string;
  readonly unit: string;
  /** null where a constant is unknown that it needs. */
  readonly value: number | null;
}

/** Refiners ask of a placement, the runner of the same one and of its routes. */
const known = new WeakMap<Placed, ObjectiveValue>();

/**
 * The referee's number for the objective that the problem is solved for, counted once for a placement.
 * @param costs where they are at hand.
 */
export function objectiveValue(placed: Placed, costs?: PlacementCosts): ObjectiveValue {
  let value = known.get(placed);
  if (value === undefined) known.set(placed, (value = count(placed, costs ?? new PlacementCosts(placed))));
  return value;
}

function count(placed: Placed, costs: PlacementCosts): ObjectiveValue {
  const { terms, name, unit } = resolveObjective(placed.problem);
  let value: number | null = 0;
  for (const { objective, weight } of terms) {
    const term = objective.value(costs);
    value = value === null || term === null ? null : value + weight * term;
  }
  return { name, unit, value };
}
