import type { Clustered } from '@nmap/ir';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresAlong } from '../common/core-sequence.ts';
import { createSwapCost } from '../common/swap-cost.ts';
import { tileSequence } from '../common/tile-sequence.ts';

export interface PricedPlacement {
  readonly coreOf: Uint32Array;
  readonly cost: number;
}

/** The cheaper of `place/hilbert` by id and by attachment: what the result must not fall behind. */
export function alongCurve(clustered: Clustered): PricedPlacement {
  const { target } = clustered.problem;
  const cores = coresAlong(target, tileSequence(target.topology, 'hilbert'));
  const byId = assignInOrder(clustered, clusterOrder(clustered, 'given'), cores);
  const byTraffic = assignInOrder(clustered, clusterOrder(clustered, 'traffic'), cores);
  const costById = createSwapCost(clustered, byId).total();
  const costByTraffic = createSwapCost(clustered, byTraffic).total();
  return costById < costByTraffic
    ? { coreOf: byId, cost: costById }
    : { coreOf: byTraffic, cost: costByTraffic };
}
