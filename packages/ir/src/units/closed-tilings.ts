import type { LinkedNetwork } from './linked-network.ts';
import { piecesOf, tilingOf } from './pieces.ts';
import { blockCountOf, type Tilings } from './tiling.ts';

/**
 * The coarsest refinement of tilings in which every block is a unit: its neurons have the same number of synapses onto
 * each block of every target, so that nothing has to stay together. Cuts of a target make cuts of its sources; from the
 * outputs back, until nothing changes: a cycle can go round more than once, but every round cuts.
 */
export function closedTilings(network: LinkedNetwork, tilings: Tilings): Tilings {
  const closed = [...tilings];
  let changed = true;
  while (changed) {
    changed = false;
    for (let population = tilings.length - 1; population >= 0; population--) {
      const refined = tilingOf(piecesOf(population, network, closed));
      if (blockCountOf(refined) === blockCountOf(closed[population])) continue;
      closed[population] = refined;
      changed = true;
    }
  }
  return closed;
}
