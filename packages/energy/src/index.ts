export { evaluate, type CostReport } from './counts/evaluate.ts';
export { evaluateVariants } from './counts/evaluate-variants.ts';
export { countEvents } from './counts/count-events.ts';
export { emptyCounts, maxLinkLoad, spikeHops, type Counts } from './counts/counts.ts';
export { partsOf } from './counts/parts.ts';
export { priceCounts } from './counts/price-counts.ts';
export { statedEnergy, type StatedEnergy } from './counts/stated-energy.ts';
export { evaluateClusterGraph, type ClusterGraphReport } from './metrics/cluster-graph.ts';
export type { Variants } from './metrics/variants.ts';
export { evaluateBackToBack, backToBackEnergy } from './step-time/back-to-back.ts';
export { missingLatency } from './step-time/missing-latency.ts';
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
export { linkClassesOf, pricesPerHop, type SearchPrices } from './objective/search-prices.ts';
export { OBJECTIVES, objectiveText, parseObjective, type WeightedObjective } from './objective/table.ts';
export { resolveObjective } from './objective/resolve.ts';
export { PlacementCosts } from './objective/placement-costs.ts';
export { objectiveValue } from './objective/value.ts';
export { coresNormNs, powerOf, rootOf, searchCost } from './objective/search-cost.ts';
export { mostCoresPerTile } from './bounds/degree-bound.ts';
export { hopBound } from './bounds/hop-bound.ts';
export { lowerBounds } from './bounds/lower-bounds.ts';
export { energyShares, type EnergyShares } from './breakdown/energy-shares.ts';
export { stepShares, type StepShares } from './step-time/step-shares.ts';
export { workOf } from './objective/placement-costs.ts';
export { spikePricesPj } from './prices/spike-prices.ts';
