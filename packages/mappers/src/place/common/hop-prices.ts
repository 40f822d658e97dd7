import { pricesPerHop, resolveObjective } from '@nmap/energy';
import type { Problem } from '@nmap/ir';

/**
 * What one more hop costs a packet, by kind of the link: the link and the router behind it.
 * @returns prices[kind], index into the topology's `linkKinds`, in the unit of the problem's objective.
 */
export function pricePerHop(problem: Problem): Float64Array {
  return pricesPerHop(resolveObjective(problem).prices);
}
