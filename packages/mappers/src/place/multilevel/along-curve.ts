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

/**
 * The cheaper of `place/hilbert` by id and by attachment: what the result must not fall behind.
 * @param goOn told to stop, only by id.
 */
export function alongCurve(clustered: Clustered, goOn: () => boolean): PricedPlacement {
  const { target } = clustered.problem;
  const cores = coresAlong(target, tileSequence(target.topology, 'hilbert'));
  const byId = assignInOrder(clustered, clusterOrder(clustered, 'given'), cores);
  const costById = createSwapCost(clustered, byId).total();
  if (!goOn()) return { coreOf: byId, cost: costById };
  const byTraffic = assignInOrder(clustered, clusterOrder(clustered, 'traffic', goOn), cores);
  const costByTraffic = createSwapCost(clustered, byTraffic).total();
  return costById < costByTraffic
    ? { coreOf: byId, cost: costById }
    : { coreOf: byTraffic, cost: costByTraffic };
}
