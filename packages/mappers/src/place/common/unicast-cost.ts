import { raw } from '@nmap/kernels';
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
  const xy = distance.kind === 'plane' ? coordinatesOfCores(target, distance) : new Float64Array(0);
  return costOnSites(flow, { tileOf: raw(target.tileOf), xy }, target.ioTile, distance, state);
}

/**
 * The same where a site may stand for a group of cores.
 * @param sites tileOf[site]; xy[2 * site], xy[2 * site + 1] = priced coordinates, read on a plane alone.
 */
export function costOnSites(
  flow: FlowGraph,
  { tileOf, xy }: { readonly tileOf: Uint32Array; readonly xy: Float64Array },
  ioTile: number,
  distance: TileDistance,
  state: PlacementState,
): SwapCost {
  return distance.kind === 'plane'
    ? new PlaneCost(flow, xy, distance.xy.subarray(2 * ioTile, 2 * ioTile + 2), state)
    : new GeneralCost(flow, tileOf, ioTile, distance, state);
}

const made = new WeakMap<TileDistance, { readonly tileOf: Uint32Array; readonly coreXY: Float64Array }>();

/** Two priced coordinates for each core; made once for a chip and its prices. */
function coordinatesOfCores(target: Target, distance: TileDistance): Float64Array {
  const tileOf = raw(target.tileOf);
  const known = made.get(distance);
  if (known?.tileOf === tileOf) return known.coreXY;
  const { xy } = distance;
  // One core a tile, numbered as the tiles.
  if (tileOf.length === xy.length / 2 && tileOf.every((tile, core) => tile === core)) {
    made.set(distance, { tileOf, coreXY: xy });
    return xy;
  }
  const coreXY = new Float64Array(2 * target.coreCount);
  for (let core = 0; core < target.coreCount; core++) {
    coreXY[2 * core] = xy[2 * tileOf[core]]!;
    coreXY[2 * core + 1] = xy[2 * tileOf[core] + 1]!;
  }
  made.set(distance, { tileOf, coreXY });
  return coreXY;
}
