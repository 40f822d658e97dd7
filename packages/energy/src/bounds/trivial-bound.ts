import { NONE } from '@nmap/kernels';
import type { ClusterGraph, ClusterNets, Target } from '@nmap/ir';
import { mostCoresPerTile } from './degree-bound.ts';

/**
 * Weighted hops of any placement with one core per tile: every packet between two clusters
 * goes one hop at least. 0 with several cores per tile, where they may share one. Packets to
 * and from the port may go none.
 */
export function trivialBound(graph: ClusterGraph, target: Target): number {
  if (mostCoresPerTile(target) > 1) return 0;
  let sum = 0;
  for (const weight of graph.weight) sum += weight;
  return sum;
}

/**
 * Links of all multicast trees, for any placement and any multicast routing: a tree that
 * touches t tiles has t - 1 links at least, and c clusters need ceil(c / cores per tile) tiles.
 * The port may share a tile with any of them and is left out.
 */
export function treeBound(nets: ClusterNets, target: Target): number {
  const perTile = mostCoresPerTile(target);
  let sum = 0;
  for (let net = 0; net < nets.netCount; net++) {
    let clusters = nets.source[net] === NONE ? 0 : 1;
    for (let pin = nets.start[net]; pin < nets.start[net + 1]; pin++) if (nets.pins[pin] !== NONE) clusters++;
    if (clusters > 0) sum += nets.weight[net] * (Math.ceil(clusters / perTile) - 1);
  }
  return sum;
}
