export { evaluate, type CostReport, type Metrics } from './counts/evaluate.ts';
export { evaluateVariants } from './counts/evaluate-variants.ts';
export { countEvents } from './counts/count-events.ts';
export { groundworkOf, type Groundwork } from './counts/groundwork.ts';
export { emptyCounts, maxLinkLoad, spikeHops, type Counts } from './counts/counts.ts';
export { partsOf, portOf, stepsOf, tilesOfParts } from './counts/parts.ts';
export { priceCounts, type EnergyReport } from './counts/price-counts.ts';
export { statedEnergy, type StatedEnergy } from './counts/stated-energy.ts';
export { evaluateClusterGraph, type ClusterGraphReport } from './metrics/cluster-graph.ts';
export { congestionJin, type Congestion } from './metrics/congestion-jin.ts';
export { congestionRonzani } from './metrics/congestion-ronzani.ts';
export { cutMetrics, type CutMetrics } from './metrics/cut.ts';
export { latencyMetrics, type LatencyMetrics } from './metrics/latency.ts';
export { lengthMetrics, type LengthMetrics } from './metrics/length.ts';
export { linkLoadMetrics, linkLoadsOfPairs, type LinkLoadMetrics } from './metrics/link-load.ts';
export { latticePointsInHull, localityMetrics, type LocalityMetrics } from './metrics/locality.ts';
export { multicastMetrics, type MulticastMetrics } from './metrics/multicast.ts';
export { pairTraffic, pairTrafficOfClusters, type PairTraffic } from './metrics/pair-traffic.ts';
export {
  JIN_CONSTANTS,
  RONZANI_CONSTANTS,
  jinCosts,
  ronzaniCosts,
  type PublishedConstants,
  type PublishedCosts,
} from './metrics/published-costs.ts';
export { reuseMetrics, type ReuseMetrics } from './metrics/reuse.ts';
export {
  utilisationMetrics,
  type Resource,
  type Utilisation,
  type UtilisationMetrics,
} from './metrics/utilisation.ts';
export { networkVariants, placementVariants, type Variants } from './metrics/variants.ts';
export { evaluateBackToBack, backToBackEnergy, type BackToBack } from './step-time/back-to-back.ts';
export { meanStep, type MeanStep } from './step-time/mean-step.ts';
export { missingLatency, type LatencyUse } from './step-time/missing-latency.ts';
export {
  barrierNs,
  fullBarrierNs,
  coreStepNs,
  packetNs,
  searchNsOf,
  stepNsOf,
  type StepLoads,
  type StepNs,
} from './step-time/step-time.ts';
export {
  linkClassesOf,
  pricesPerHop,
  type SearchPrices,
  type StepPrices,
} from './objective/search-prices.ts';
export type { ObjectiveDefinition } from './objective/definition.ts';
export { OBJECTIVES, objectiveText, parseObjective, type WeightedObjective } from './objective/table.ts';
export { resolveObjective, type ResolvedObjective } from './objective/resolve.ts';
export { PlacementCosts } from './objective/placement-costs.ts';
export { objectiveValue, type ObjectiveValue } from './objective/value.ts';
export { coresNormNs, normOf, powerOf, rootOf, searchCost } from './objective/search-cost.ts';
export { mostCoresPerTile } from './bounds/degree-bound.ts';
export { degreeBound } from './bounds/degree-bound.ts';
export { hopBound } from './bounds/hop-bound.ts';
export { packetBound } from './bounds/packet-bound.ts';
export { treeBound, trivialBound } from './bounds/trivial-bound.ts';
export { lowerBounds, type LowerBounds } from './bounds/lower-bounds.ts';
export { energyShares, type EnergyColumns, type EnergyShares, type Flow } from './breakdown/energy-shares.ts';
export { stepShares, type StepShares } from './step-time/step-shares.ts';
export { workOf } from './objective/placement-costs.ts';
export { spikePricesPj } from './prices/spike-prices.ts';
