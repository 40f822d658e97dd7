import type { Topology } from '@nmap/ir';
import type { PairTraffic } from './pair-traffic.ts';

/** How far packets go, along the topology's own routes, one route per destination. */
export interface LengthMetrics {
  /** `wl`: sum of weight x hops. */
  readonly weightedHops: number;
  /** `hop-weighted`: hops of the average packet. */
  readonly hopWeighted: number;
  /** `hop-mean`: hops of the average edge of the cluster graph. */
  readonly hopMean: number;
  /** `hop-max`: longest edge. */
  readonly hopMax: number;
}

/** A pair without a way between its tiles counts as infinitely long. */
export function lengthMetrics(pairs: PairTraffic, topology: Topology): LengthMetrics {
  let weightedHops = 0;
  let weight = 0;
  let hops = 0;
  let edges = 0;
  let hopMax = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const distance = topology.hops(pairs.from[pair], pairs.to[pair]);
    if (pairs.weight[pair] !== 0) weightedHops += pairs.weight[pair] * distance;
    weight += pairs.weight[pair];
    hops += pairs.edges[pair] * distance;
    edges += pairs.edges[pair];
    if (distance > hopMax) hopMax = distance;
  }
  return {
    weightedHops,
    hopWeighted: weight === 0 ? 0 : weightedHops / weight,
    hopMean: edges === 0 ? 0 : hops / edges,
    hopMax,
  };
}
