import { lowerBounds } from '@nmap/energy';
import type { Placed } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** Proven lower bounds, by the metric they bound. */
export interface StatedBounds {
  /** For any legal placement of the problem. */
  readonly bounds: Manifest['bounds'];
  /** For any placement of the clusters just made. Absent where clusters were given: they are the problem. */
  readonly clusterBounds?: NonNullable<Manifest['clusterBounds']>;
}

export function boundsOf({ clustered }: Placed): StatedBounds {
  const { coresUsed, interCorePackets, spikeHops, clusterSpikeHops, clusterMaxLinkLoad } =
    lowerBounds(clustered);
  const bounds = { coresUsed, connectivity: interCorePackets, interCorePackets, spikeHops };
  return clustered.traffic.kind === 'clusters'
    ? { bounds: { ...bounds, weightedHops: spikeHops, maxLinkLoad: clusterMaxLinkLoad } }
    : { bounds, clusterBounds: { spikeHops: clusterSpikeHops, maxLinkLoad: clusterMaxLinkLoad } };
}
