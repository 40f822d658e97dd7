import { coreCountBound, type Clustered } from '@nmap/ir';
import { degreeBound } from './degree-bound.ts';
import { hopBound } from './hop-bound.ts';
import { linkLoadBound } from './link-load-bound.ts';
import { packetBound } from './packet-bound.ts';
import { treeBound, trivialBound } from './trivial-bound.ts';

/** What no result can go below; each number with what it holds for. */
export interface LowerBounds {
  /** Cores that any legal placement of the problem uses. */
  readonly coresUsed: number;
  /** Packets between cores of any legal partition of the problem. */
  readonly interCorePackets: number;
  /** Hops (unicast) or tree links (multicast) of any legal placement of the problem. */
  readonly spikeHops: number;
  /** Hops or tree links of any placement of THESE clusters; another partition may go below. */
  readonly clusterSpikeHops: number;
  /** Packets over the busiest link of any placement of these clusters. */
  readonly clusterMaxLinkLoad: number;
}

/** Clusters that were given are the problem: for them all bounds hold for any placement. */
export function lowerBounds(clustered: Clustered): LowerBounds {
  const { problem, traffic } = clustered;
  const ofClusters = clusterHopBound(clustered);
  if (traffic.kind === 'clusters') {
    return {
      coresUsed: clustered.clusterCount,
      interCorePackets: traffic.graph.weight.reduce((sum, weight) => sum + weight, 0),
      spikeHops: ofClusters,
      clusterSpikeHops: ofClusters,
      clusterMaxLinkLoad: linkLoadBound(clustered),
    };
  }
  const spikeHops = hopBound(problem);
  return {
    coresUsed: coreCountBound(problem).cores,
    interCorePackets: packetBound(problem),
    spikeHops,
    clusterSpikeHops: Math.max(spikeHops, ofClusters),
    // Packets are whole.
    clusterMaxLinkLoad: Math.ceil(linkLoadBound(clustered)),
  };
}

function clusterHopBound({ problem: { target }, traffic }: Clustered): number {
  if (target.multicast === 'tree') return treeBound(traffic.nets, target);
  return Math.max(trivialBound(traffic.graph, target), degreeBound(traffic.graph, target));
}
