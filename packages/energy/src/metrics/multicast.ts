import type { Topology } from '@nmap/ir';
import { countTrees } from '../counts/count-events.ts';
import { spikeHops, type Counts } from '../counts/counts.ts';
import type { Groundwork } from '../counts/groundwork.ts';
import { linkLoadMetrics, type LinkLoadMetrics } from './link-load.ts';
import type { PairTraffic } from './pair-traffic.ts';

/** What the traffic would be if every spike were one multicast tree, whatever the chip does. */
export interface MulticastMetrics {
  /** `multicast/c-hop`: spikes x links of the tree. */
  readonly cHop: number;
  /** Spikes x hops with one packet per destination core. */
  readonly unicastHops: number;
  /** 1 - cHop / unicastHops. */
  readonly sharingGain: number;
  /** `multicast/f-remote`: spikes x remote parts. */
  readonly remoteFanOut: number;
  /** `multicast/j` (M-HySMap): cHop + 0.1 max load + 0.01 variance of the load, over the trees. */
  readonly objectiveJ: number;
  /** What J cannot go below on one core per tile: remoteFanOut (1 + 0.1 / links). */
  readonly objectiveJBound: number;
}

const MAX_LOAD_FACTOR = 0.1;
const VARIANCE_FACTOR = 0.01;

/**
 * @param counts of the same placement, by the chip's own way to reach several cores.
 * @param linkLoad of these counts.
 */
export function multicastMetrics(
  { problem, partOf, reach, pairs }: Groundwork,
  counts: Counts,
  linkLoad: LinkLoadMetrics,
): MulticastMetrics {
  const { target } = problem;
  const isTree = target.multicast === 'tree';
  // Without a packet there is no tree either.
  const trees = isTree || pairs.pairCount === 0 ? counts : countTrees(problem, partOf, reach);
  const loads = trees === counts ? linkLoad : linkLoadMetrics(trees.linkLoads, target.topology);
  const cHop = spikeHops(trees);
  const unicastHops = isTree ? hopsOfPairs(pairs, target.topology) : spikeHops(counts);
  return {
    cHop,
    unicastHops,
    sharingGain: unicastHops === 0 ? 0 : 1 - cHop / unicastHops,
    remoteFanOut: trees.packets,
    objectiveJ: cHop + MAX_LOAD_FACTOR * loads.max + VARIANCE_FACTOR * loads.variance,
    objectiveJBound: trees.packets * (1 + (loads.links === 0 ? 0 : MAX_LOAD_FACTOR / loads.links)),
  };
}

/** Packets that cannot arrive have no hops. */
function hopsOfPairs({ pairCount, from, to, weight }: PairTraffic, topology: Topology): number {
  let sum = 0;
  for (let pair = 0; pair < pairCount; pair++) {
    const hops = topology.hops(from[pair], to[pair]);
    if (hops !== Infinity) sum += weight[pair] * hops;
  }
  return sum;
}
