import type { Problem } from '@nmap/ir';
import { countEvents } from '../counts/count-events.ts';
import { spikeHops } from '../counts/counts.ts';
import { linkLoadMetrics } from './link-load.ts';

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

export function multicastMetrics(problem: Problem, partOf: Uint32Array): MulticastMetrics {
  const { target } = problem;
  const trees = countEvents({ ...problem, target: { ...target, multicast: 'tree' } }, partOf);
  const unicast = countEvents({ ...problem, target: { ...target, multicast: 'unicast-per-core' } }, partOf);
  const loads = linkLoadMetrics(trees.linkLoads, target.topology);
  const cHop = spikeHops(trees);
  const unicastHops = spikeHops(unicast);
  return {
    cHop,
    unicastHops,
    sharingGain: unicastHops === 0 ? 0 : 1 - cHop / unicastHops,
    remoteFanOut: trees.packets,
    objectiveJ: cHop + MAX_LOAD_FACTOR * loads.max + VARIANCE_FACTOR * loads.variance,
    objectiveJBound: trees.packets * (1 + (loads.links === 0 ? 0 : MAX_LOAD_FACTOR / loads.links)),
  };
}
