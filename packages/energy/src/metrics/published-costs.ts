import type { PairTraffic } from './pair-traffic.ts';

/** Constants of the two published families of energy and latency formulas. */
export interface PublishedConstants {
  readonly routerEnergy: number;
  readonly wireEnergy: number;
  readonly routerLatency: number;
  readonly wireLatency: number;
}

/** Jin et al., ASPLOS 2023, as in their released evaluator: dimensionless. */
export const JIN_CONSTANTS: PublishedConstants = {
  routerEnergy: 1,
  wireEnergy: 0.1,
  routerLatency: 1,
  wireLatency: 0.01,
};

/** Ronzani and Silvano, Loihi entry of their released tables: pJ and ns. */
export const RONZANI_CONSTANTS: PublishedConstants = {
  routerEnergy: 1.7,
  wireEnergy: 3.5,
  routerLatency: 2.1,
  wireLatency: 5.3,
};

export interface PublishedCosts {
  readonly energy: number;
  readonly latencyMean: number;
  readonly latencyMax: number;
  /** energy * latencyMean. */
  readonly edp: number;
}

/**
 * `energy/jin` = sum of w (d (Ew + Er) + Ew); `latency-mean/jin` is the mean over edges of
 * d (Lw + Lr) + Lw, **not** weighted by traffic. d = Manhattan distance of the tiles.
 */
export function jinCosts(pairs: PairTraffic, columns: number, constants: PublishedConstants): PublishedCosts {
  const { routerEnergy, wireEnergy, routerLatency, wireLatency } = constants;
  let energy = 0;
  let latency = 0;
  let edges = 0;
  let latencyMax = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const distance = manhattan(pairs.from[pair], pairs.to[pair], columns);
    const delay = distance * (wireLatency + routerLatency) + wireLatency;
    energy += pairs.weight[pair] * (distance * (wireEnergy + routerEnergy) + wireEnergy);
    latency += pairs.edges[pair] * delay;
    edges += pairs.edges[pair];
    if (delay > latencyMax) latencyMax = delay;
  }
  const latencyMean = edges === 0 ? 0 : latency / edges;
  return { energy, latencyMean, latencyMax, edp: energy * latencyMean };
}

/**
 * `energy/ronzani` = sum of w ((d + 1) Er + d Ew); `latency-mean/ronzani` = the same with
 * latencies, over the sum of w x destinations.
 */
export function ronzaniCosts(
  pairs: PairTraffic,
  columns: number,
  constants: PublishedConstants,
): PublishedCosts {
  const { routerEnergy, wireEnergy, routerLatency, wireLatency } = constants;
  let energy = 0;
  let latency = 0;
  let deliveries = 0;
  let latencyMax = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const distance = manhattan(pairs.from[pair], pairs.to[pair], columns);
    const weight = pairs.weight[pair];
    const delay = (distance + 1) * routerLatency + distance * wireLatency;
    energy += weight * ((distance + 1) * routerEnergy + distance * wireEnergy);
    latency += weight * delay;
    deliveries += weight;
    if (delay > latencyMax) latencyMax = delay;
  }
  const latencyMean = deliveries === 0 ? 0 : latency / deliveries;
  return { energy, latencyMean, latencyMax, edp: energy * latencyMean };
}

export function manhattan(from: number, to: number, columns: number): number {
  const fromX = from % columns;
  const toX = to % columns;
  return Math.abs(fromX - toX) + Math.abs((from - fromX) / columns - (to - toX) / columns);
}
