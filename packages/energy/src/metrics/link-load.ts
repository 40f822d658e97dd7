import type { Topology } from '@nmap/ir';

/** `congestion/xy`: packets per directed link, over all links that exist and are not dead. */
export interface LinkLoadMetrics {
  readonly links: number;
  readonly max: number;
  readonly mean: number;
  /** Population variance. */
  readonly variance: number;
}

export function linkLoadMetrics(linkLoads: Float64Array, { linkDead, liveLinks }: Topology): LinkLoadMetrics {
  const links = liveLinks.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  let sumOfSquares = 0;
  let max = 0;
  for (let link = 0; link < linkLoads.length; link++) {
    const load = linkLoads[link];
    if (load === 0 || linkDead[link] === 1) continue;
    sum += load;
    sumOfSquares += load * load;
    if (load > max) max = load;
  }
  const mean = links === 0 ? 0 : sum / links;
  return { links, max, mean, variance: links === 0 ? 0 : Math.max(0, sumOfSquares / links - mean * mean) };
}

/** Loads of weighted pairs under the topology's routes, one route per pair: weights may be real. */
export function linkLoadsOfPairs(
  pairs: { pairCount: number; from: Uint32Array; to: Uint32Array; weight: Float64Array },
  topology: Topology,
): Float64Array {
  const loads = new Float64Array(topology.linkCount);
  const route = new Uint32Array(topology.maxHops);
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const length = topology.route(pairs.from[pair], pairs.to[pair], route);
    for (let step = 0; step < length; step++) loads[route[step]] += pairs.weight[pair];
  }
  return loads;
}
