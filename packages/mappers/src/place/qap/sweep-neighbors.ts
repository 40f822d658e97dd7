import { NONE } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { neighborPairs } from '../common/neighbor-pairs.ts';
import type { SwapCost } from '../common/swap-cost.ts';

const WORTH = 1e-9;

/**
 * Exchanges the contents of neighbouring tiles' cores wherever that improves, sweep by sweep until one changes nothing.
 * @param most exchanges weighed at most. @returns exchanges made.
 */
export function sweepNeighbors(clustered: Clustered, cost: SwapCost, sweeps: number, most: number): number {
  const { a, b } = neighborPairs(clustered);
  let swaps = 0;
  let weighed = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = swaps;
    for (let pair = 0; pair < a.length; pair++) {
      if (cost.clusterAt[a[pair]] === NONE && cost.clusterAt[b[pair]] === NONE) continue;
      if (++weighed > most) return swaps;
      if (cost.delta(a[pair], b[pair]) >= -WORTH) continue;
      cost.swap(a[pair], b[pair]);
      swaps++;
    }
    if (swaps === before) break;
  }
  return swaps;
}
