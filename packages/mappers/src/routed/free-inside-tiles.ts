import type { Target } from '@nmap/ir';
import type { Parts } from './parts.ts';

/**
 * Where a tile has several cores and one more of them hears a spike for nothing (the branches of a tree inside a tile,
 * or packets of which the objective prices links alone), a search by that price multiplies the packets for a few
 * hops less.
 */
export function packetsInsideTilesAreFree({ count, tileOf, prices }: Parts, { multicast }: Target): boolean {
  const { perPacket, perDelivery, perRouter, perStepNs } = prices;
  // Every delivery takes time.
  if (perDelivery > 0 || perStepNs !== null) return false;
  const free = multicast === 'tree' || perPacket + perRouter === 0;
  return free && new Set(tileOf.subarray(0, count)).size < count;
}
