import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { flowGraph } from './flow-graph.ts';
import { pricePerHop } from './hop-prices.ts';
import { createSwapCost, dependsOnUse } from './create-swap-cost.ts';
import { tileDistance } from './tile-distance.ts';

/**
 * What a placement costs: `createSwapCost(clustered, coreOf).total()` to the last bit,where only ways cost without the tables for
 * every core that only exchanges need. O(edges) under unicast.
 */
export function placementCost(clustered: Clustered, coreOf: Uint32Array): number {
  const { problem, clusterCount } = clustered;
  const { target } = problem;
  if (target.multicast === 'tree' || dependsOnUse(problem)) return createSwapCost(clustered, coreOf).total();
  const distance = tileDistance(target, pricePerHop(problem));
  const { start, neighbor, both, out, in: into } = flowGraph(clustered.traffic.graph);
  const tileOf = raw(target.tileOf);
  let sum = 0;
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const tile = tileOf[coreOf[cluster]];
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      const other = neighbor[e];
      if (other < cluster) continue;
      const otherTile = other === clusterCount ? target.ioTile : tileOf[coreOf[other]];
      if (distance.kind === 'plane') {
        sum += both[e] * distance.between(tile, otherTile);
      } else {
        sum += out[e] * distance.between(tile, otherTile);
        sum += into[e] * distance.between(otherTile, tile);
      }
    }
  }
  return sum;
}
