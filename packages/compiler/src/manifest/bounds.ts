import { lowerBounds } from '@nmap/energy';
import type { Placed } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/**
 * Proven lower bounds, by the metric they bound. `coresUsed`, `interCorePackets` and
 * `connectivity` (the same packets) hold for any legal placement of the network;
 * `spikeHops` and `weightedHops` hold for any placement of these clusters.
 */
export function boundsOf({ clustered }: Placed): Manifest['bounds'] {
  const { coresUsed, interCorePackets, spikeHops } = lowerBounds(clustered);
  const hops = clustered.traffic.given ? { spikeHops, weightedHops: spikeHops } : { spikeHops };
  return { coresUsed, connectivity: interCorePackets, interCorePackets, ...hops };
}
