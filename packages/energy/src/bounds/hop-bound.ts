import type { Problem } from '@nmap/ir';
import { mostCoresPerTile, nearestDistances, ringSizes } from './degree-bound.ts';
import { visitNetDemands } from './net-demand.ts';

/**
 * Hops (unicast) or tree links (multicast) of any legal placement of the problem, whatever its
 * clusters. A net that needs c cores reaches, at best, the c - 1 cores nearest to its own; one
 * from outside reaches c cores, the first of them on the port's own tile, so it is no different.
 * A tree that touches t tiles has t - 1 links, and c cores take ceil(c / cores per tile) tiles.
 * Packets to the port may go none.
 *
 * Weaker than the bounds for given clusters, which know who shares a core; 0 where neurons per
 * core have no limit or one tile holds the largest net. O(synapses).
 */
export function hopBound(problem: Problem): number {
  const { target } = problem;
  const perTile = mostCoresPerTile(target);
  let sum = 0;
  if (target.multicast === 'tree') {
    visitNetDemands(problem, ({ spikes, cores }) => {
      if (cores > 0) sum += spikes * (Math.ceil(cores / perTile) - 1);
    });
    return sum;
  }
  const hopsTo = nearestSums(problem);
  visitNetDemands(problem, ({ spikes, cores }) => {
    if (cores > 0) sum += spikes * hopsTo[cores - 1];
  });
  return sum;
}

/** sums[k] = fewest hops from a core to k distinct others, for every k that a net needs. */
function nearestSums(problem: Problem): Float64Array {
  let most = 1;
  visitNetDemands(problem, ({ cores }) => {
    most = Math.max(most, cores);
  });
  const rings = ringSizes(problem.target);
  const distance = nearestDistances(rings, most - 1);
  const sums = new Float64Array(most);
  for (let k = 1; k < most; k++) sums[k] = sums[k - 1] + distance[k - 1];
  return sums;
}
