import type { Placed } from '@nmap/ir';
import { lengthMetrics } from './length.ts';
import { linkLoadMetrics, linkLoadsOfPairs, type LinkLoadMetrics } from './link-load.ts';
import { pairTrafficOfClusters } from './pair-traffic.ts';
import { CELL_LIMIT, placementVariants, type Variants } from './variants.ts';

/** What a placement of given clusters costs; weights are real, so nothing here is an exact count. */
export interface ClusterGraphReport {
  readonly coresUsed: number;
  /** Sum of weight x hops. */
  readonly weightedHops: number;
  /** Sum of the weights: no placement on one core per tile costs less. */
  readonly totalWeight: number;
  /** Hops of the average unit of weight, of the average edge, of the longest edge. */
  readonly averageHop: number;
  readonly meanEdgeHop: number;
  readonly maxHop: number;
  /** Weight per directed link under the topology's routes. */
  readonly linkLoad: LinkLoadMetrics;
  readonly variants: Variants;
}

/** @param cellLimit cells of bounding boxes that congestions may walk; 0 = none: these are null. */
export function evaluateClusterGraph(placed: Placed, cellLimit = CELL_LIMIT): ClusterGraphReport {
  const { topology } = placed.problem.target;
  const pairs = pairTrafficOfClusters(placed);
  const length = lengthMetrics(pairs, topology);
  return {
    coresUsed: placed.clustered.clusterCount,
    weightedHops: length.weightedHops,
    totalWeight: pairs.weight.reduce((sum, weight) => sum + weight, 0),
    averageHop: length.hopWeighted,
    meanEdgeHop: length.hopMean,
    maxHop: length.hopMax,
    linkLoad: linkLoadMetrics(linkLoadsOfPairs(pairs, topology), topology),
    variants: placementVariants(pairs, topology, length, cellLimit),
  };
}
