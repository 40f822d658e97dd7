import { objectiveValue, resolveObjective } from '@nmap/energy';
import type { Placed } from '@nmap/ir';

/**
 * What a search returns of two: the new placement, unless the referee counts more for it. Only where a search descends a
 * norm in place of the largest load can the two disagree.
 */
export function notDearer(before: Placed, after: Placed): Placed {
  const { perStepNs, perBusiestLink } = resolveObjective(before.problem).prices;
  if (perStepNs === null && perBusiestLink === 0) return after;
  const was = objectiveValue(before).value;
  const is = objectiveValue(after).value;
  return was !== null && is !== null && is > was ? before : after;
}
