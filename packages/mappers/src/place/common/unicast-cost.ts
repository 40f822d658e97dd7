import type { Target } from '@nmap/ir';
import type { FlowGraph } from './flow-graph.ts';
import { GeneralCost } from './general-cost.ts';
import { PlaneCost } from './plane-cost.ts';
import type { PlacementState, SwapCost } from './swap-cost.ts';
import type { TileDistance } from './tile-distance.ts';

/** The unicast cost in its fastest exact form. */
export function unicastCost(
  flow: FlowGraph,
  target: Target,
  distance: TileDistance,
  state: PlacementState,
): SwapCost {
  return distance.kind === 'plane'
    ? new PlaneCost(flow, target, distance, state)
    : new GeneralCost(flow, target, distance, state);
}
