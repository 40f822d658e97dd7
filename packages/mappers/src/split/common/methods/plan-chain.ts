import type { UnitPlan } from './unit-plan.ts';

/** The first unit takes as many inputs as it can, each further one what the last sends and the next `mostInputs` - 1. */
export function planChain(inputs: number, mostInputs: number): UnitPlan {
  const units = inputs <= mostInputs ? 1 : Math.ceil((inputs - mostInputs) / (mostInputs - 1)) + 1;
  const inputFrom = [0];
  for (let unit = 0; unit < units; unit++)
    inputFrom.push(Math.min(inputs, mostInputs + unit * (mostInputs - 1)));
  return {
    inputFrom,
    parent: Array.from({ length: units }, (_, unit) => (unit === units - 1 ? -1 : unit + 1)),
    depth: Array.from({ length: units }, (_, unit) => units - 1 - unit),
  };
}
