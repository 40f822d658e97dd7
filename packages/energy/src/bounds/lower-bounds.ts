import { coreCountBound, type Clustered } from '@nmap/ir';
import { degreeBound } from './degree-bound.ts';
import { packetBound } from './packet-bound.ts';
import { treeBound, trivialBound } from './trivial-bound.ts';

/** What no result can go below; each number with what it holds for. */
export interface LowerBounds {
  /** Cores that any legal placement of the problem uses. */
  readonly coresUsed: number;
  /** Packets between cores of any legal partition of the problem. */
  readonly interCorePackets: number;
  /** Hops (unicast) or tree links (multicast) of any placement of THESE clusters. */
  readonly spikeHops: number;
  /** Which bound gave `spikeHops`. */
  readonly spikeHopsFrom: 'trivial' | 'degree' | 'tree';
}

export function lowerBounds(clustered: Clustered): LowerBounds {
  const { problem, traffic } = clustered;
  const { target } = problem;
  // Given clusters are not made from neurons: their number is the bound, their weights the packets.
  const coresUsed = traffic.given ? clustered.clusterCount : coreCountBound(problem).cores;
  const interCorePackets = traffic.given
    ? traffic.graph.weight.reduce((sum, weight) => sum + weight, 0)
    : packetBound(problem);
  if (target.multicast === 'tree') {
    return { coresUsed, interCorePackets, spikeHops: treeBound(traffic.nets, target), spikeHopsFrom: 'tree' };
  }
  const trivial = trivialBound(traffic.graph, target);
  const degree = degreeBound(traffic.graph, target);
  return degree !== null && degree >= trivial
    ? { coresUsed, interCorePackets, spikeHops: degree, spikeHopsFrom: 'degree' }
    : { coresUsed, interCorePackets, spikeHops: trivial, spikeHopsFrom: 'trivial' };
}
