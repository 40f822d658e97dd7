import { resolveObjective } from '@nmap/energy';
import type { Clustered, Problem } from '@nmap/ir';
import { flowGraph } from './flow-graph.ts';
import { pricePerHop } from './hop-prices.ts';
import { StandingSwapCost } from './standing-swap-cost.ts';
import { placementState, type SwapCost } from './swap-cost.ts';
import { tileDistance } from './tile-distance.ts';
import { TreeCost } from './tree-cost.ts';
import { unicastCost } from './unicast-cost.ts';

/** Chooses the fastest exact form for the target: plane, any distance, or multicast trees. */
export function createSwapCost(clustered: Clustered, coreOf: Uint32Array): SwapCost {
  const { problem } = clustered;
  const { target } = problem;
  const prices = pricePerHop(problem);
  const distance = tileDistance(target, prices);
  const state = placementState(clustered, coreOf);
  const ways =
    target.multicast === 'tree'
      ? new TreeCost(clustered.traffic.nets, target, prices, distance, state)
      : unicastCost(flowGraph(clustered.traffic.graph), target, distance, state);
  return dependsOnUse(problem) ? new StandingSwapCost(ways, clustered) : ways;
}

/** Does the objective charge a placement for more than the ways of its packets? */
export function dependsOnUse(problem: Problem): boolean {
  const { perTile, perChip, perStepNs, perBusiestLink } = resolveObjective(problem).prices;
  return perTile > 0 || perChip > 0 || perStepNs !== null || perBusiestLink > 0;
}
