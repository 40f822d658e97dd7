import type { Target } from '@nmap/ir';
import type { Distances } from '../common/general-cost.ts';
import type { TileDistance } from '../common/tile-distance.ts';

/**
 * Of Jin et al. p0: packets * distance. p1: distance squared. p2: p0, written a second time in their program. p3:
 * dx^2 + dy^2; p1 and p3 ignore how many packets. Of Ronzani & Silvano max1: packets * max(1 hop, distance), so that
 * clusters of one tile gain nothing over neighbours.
 */
export const POTENTIALS = ['p0', 'p1', 'p2', 'p3', 'max1'] as const;
export type Potential = (typeof POTENTIALS)[number];

/** Distances of a hop at least. @param prices prices[kind] of one hop. */
export function atLeastAHop({ topology }: Target, distance: TileDistance, prices: Float64Array): Distances {
  let hop = Infinity;
  for (let kind = 0; kind < prices.length; kind++)
    if (topology.liveLinks[kind] > 0) hop = Math.min(hop, prices[kind]);
  const least = hop === Infinity ? 0 : hop;
  return {
    kind: 'routes',
    table: distance.table,
    tileCount: distance.tileCount,
    between: (from, to) => Math.max(least, distance.between(from, to)),
  };
}
