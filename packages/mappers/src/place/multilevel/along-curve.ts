import type { Clustered } from '@nmap/ir';
import type { Watch } from '../../watch/watch.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { placementCost } from '../common/placement-cost.ts';

export interface PricedPlacement {
  readonly coreOf: Uint32Array;
  readonly cost: number;
}

/**
 * The cheaper of `place/hilbert` by id and by attachment: what the result must not fall behind.
 * @param watch told to stop, only by id.
 */
export function alongCurve(clustered: Clustered, watch: Watch): PricedPlacement {
  const cores = coresFor(clustered, 'hilbert');
  const byId = assignInOrder(clustered, clusterOrder(clustered, 'given'), cores);
  const costById = placementCost(clustered, byId);
  if (!watch.mayGoOn(undefined, costById)) return { coreOf: byId, cost: costById };
  const byTraffic = assignInOrder(clustered, clusterOrder(clustered, 'traffic', watch), cores);
  const costByTraffic = placementCost(clustered, byTraffic);
  return costById < costByTraffic
    ? { coreOf: byId, cost: costById }
    : { coreOf: byTraffic, cost: costByTraffic };
}
