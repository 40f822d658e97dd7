import type { NetworkSpec } from '../network-spec.ts';
import { closedTilings } from './closed-tilings.ts';
import { linkedNetwork } from './linked-network.ts';
import type { Tilings } from './tiling.ts';

/** The coarsest refinement of tilings in which every block is a unit, and may go anywhere. Nothing by neurons. */
export function freeTilings(spec: NetworkSpec, tilings: Tilings): Tilings {
  return closedTilings(linkedNetwork(spec), tilings);
}
