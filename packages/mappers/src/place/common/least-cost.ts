import { NONE } from '@nmap/kernels';
import { linkClassesOf, mostCoresPerTile } from '@nmap/energy';
import type { Clustered } from '@nmap/ir';
import { pricePerHop } from './hop-prices.ts';

/** Sums in another order differ by rounding: a cost is proven least where it is within this part of the bound. */
const ROUNDING = 1e-9;

/**
 * True where no placement of the clusters can be cheaper, by counting alone: with one core a tile each packet crosses a
 * link of the cheapest class at least, a tree to k other clusters k of them. Packets to and from the i/o port may
 * cross none; tiles and chips in use cost what the fewest do, which the cost leaves out. Then a search has nothing to find. O(edges).
 */
export function isLeastCost(clustered: Clustered, cost: number): boolean {
  if (cost === 0) return true;
  return cost <= leastCost(clustered) * (1 + ROUNDING);
}

function leastCost({ problem, traffic }: Clustered): number {
  const { target } = problem;
  if (mostCoresPerTile(target) > 1) return 0;
  const prices = pricePerHop(problem);
  let cheapest = Infinity;
  for (const [linkClass, isPresent] of linkClassesOf(target.topology).entries())
    if (isPresent) cheapest = Math.min(cheapest, prices[linkClass]);
  if (cheapest === Infinity) return 0;
  let crossings = 0;
  if (target.multicast === 'tree') {
    const { netCount, source, start, pins, weight } = traffic.nets;
    for (let net = 0; net < netCount; net++) {
      if (source[net] === NONE) continue;
      let others = 0;
      for (let p = start[net]; p < start[net + 1]; p++) if (pins[p] !== NONE) others++;
      crossings += weight[net] * others;
    }
  } else {
    const { start, target: to, weight } = traffic.graph;
    for (let from = 0; from + 1 < start.length; from++)
      for (let e = start[from]; e < start[from + 1]; e++) if (to[e] !== from) crossings += weight[e];
  }
  return cheapest * crossings;
}
