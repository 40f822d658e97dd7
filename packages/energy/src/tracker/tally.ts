import { LINK_CLASSES } from '@nmap/ir';
import type { HopPrices } from '../hop-prices.ts';

/** Sums over packets, as exact integers: the part of the counts that a move of a neuron can change cheaply. */
export interface Tally {
  packets: number;
  trees: number;
  localDeliveries: number;
  routersVisited: number;
  unreachablePackets: number;
  readonly hopsByClass: Float64Array;
}

export function emptyTally(): Tally {
  return {
    packets: 0,
    trees: 0,
    localDeliveries: 0,
    routersVisited: 0,
    unreachablePackets: 0,
    hopsByClass: new Float64Array(LINK_CLASSES.length),
  };
}

export function clearTally(tally: Tally): void {
  tally.packets = 0;
  tally.trees = 0;
  tally.localDeliveries = 0;
  tally.routersVisited = 0;
  tally.unreachablePackets = 0;
  tally.hopsByClass.fill(0);
}

/** Price of counted events; Infinity where packets are cut off, -Infinity for a change that reconnects some. */
export function priceTally(tally: Tally, usedCores: number, trees: boolean, prices: HopPrices): number {
  if (tally.unreachablePackets !== 0) return tally.unreachablePackets > 0 ? Infinity : -Infinity;
  let sum =
    (trees ? tally.trees : tally.packets) * prices.perPacket +
    tally.localDeliveries * prices.perLocalDelivery +
    tally.routersVisited * prices.perRouter +
    usedCores * prices.perCore;
  for (let linkClass = 0; linkClass < tally.hopsByClass.length; linkClass++) {
    sum += tally.hopsByClass[linkClass] * prices.perLinkClass[linkClass];
  }
  return sum;
}
