import { resolveObjective } from '@nmap/energy';
import type { Placed } from '@nmap/ir';

/** No packet leaves its core, none inside one has a price, no core could be saved, and time costs nothing. */
export function hasNothingToGain({ clustered, problem }: Placed): boolean {
  const { perLocalDelivery, perCore, perTile, perChip, perStepNs } = resolveObjective(problem).prices;
  const isLocal = clustered.traffic.nets.pins.length === 0;
  const hasNoDelivery = perLocalDelivery === 0 || problem.network.outTarget.length === 0;
  const isUseFree = perCore + perTile + perChip === 0 || clustered.clusterCount <= 1;
  return isLocal && hasNoDelivery && isUseFree && perStepNs === null;
}
