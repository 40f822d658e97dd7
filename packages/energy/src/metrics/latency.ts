import { LATENCY_TERMS, hopPricesOf, type LatencyConstants, type Target } from '@nmap/ir';
import type { PairTraffic } from './pair-traffic.ts';

/** ns of a packet from core to core on an empty network, by the chip's own constants. */
export interface LatencyMetrics {
  /** Of the average packet; null where a constant that it needs is unknown; 0 without packets. */
  readonly mean: number | null;
  /** Of the slowest packet that is sent. */
  readonly max: number | null;
  /** Constants with work and without a value. */
  readonly unpriced: readonly string[];
}

type Key = keyof LatencyConstants;

/**
 * injection + reception + routers (hops + 1) + links by class. Each delivery counts with its
 * own route, on a chip with multicast trees too: a branch of a tree is that route.
 */
export function latencyMetrics(pairs: PairTraffic, target: Target): LatencyMetrics {
  const { topology, latency } = target;
  const prices = hopPricesOf(LATENCY_TERMS, latency, topology.linkKinds);
  const hops = new Float64Array(prices.length);
  const unpriced = new Set<string>();
  let packets = 0;
  let sum = 0;
  let max = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const weight = pairs.weight[pair];
    if (weight === 0) continue;
    hops.fill(0);
    topology.addHops(pairs.from[pair], pairs.to[pair], hops, 1);
    let routers = 1;
    for (const count of hops) routers += count;
    let ns = price('packetInjectionNs', 1) + price('packetReceiveNs', 1) + price('routerNs', routers);
    for (let kind = 0; kind < hops.length; kind++)
      ns += charge(prices[kind].key, prices[kind].value, hops[kind]);
    if (topology.hops(pairs.from[pair], pairs.to[pair]) === Infinity) ns = Infinity;
    packets += weight;
    sum += weight * ns;
    if (ns > max) max = ns;
  }
  if (unpriced.size > 0) return { mean: null, max: null, unpriced: [...unpriced] };
  return { mean: packets === 0 ? 0 : sum / packets, max, unpriced: [] };

  function price(key: Key, amount: number): number {
    return charge(key, latency[key].value, amount);
  }

  function charge(key: Key, value: number | null, amount: number): number {
    if (amount === 0) return 0;
    if (value === null) unpriced.add(key);
    return amount * (value ?? 0);
  }
}
