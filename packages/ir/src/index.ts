export type { ClassId, ClusterId, CoreId, NeuronId, TileId } from './ids.ts';
export type {
  Connector,
  NetworkSpec,
  PartsOf,
  PerSynapse,
  PopulationSpec,
  ProjectionSpec,
  SplitRecord,
} from './network-spec.ts';
export type { Kernels, Network, Population, Units } from './network.ts';
export { axesOf } from './axes.ts';
export { drawnOf, type Drawn } from './connectors/drawn.ts';
export { neuronsIn, synapsesOnto } from './network.ts';
export { boxName, vertexName } from './vertex-name.ts';
export {
  ENERGY_KEYS,
  ENERGY_TERMS,
  LATENCY_KEYS,
  LATENCY_TERMS,
  type EnergyAmount,
  type EnergyKey,
  type EnergyPart,
  type EnergyTerm,
  type LatencyKey,
  type LatencyTerm,
} from './cost-terms.ts';
export { hopKeyOf, hopPricesOf } from './hop-prices.ts';
export { KeptAnswers } from './kept-answers.ts';
export type { Constraints, Objective, Problem } from './problem.ts';
export type { Clustered, Lowered, Placed, Routed, Source, Stage } from './stages.ts';
export type { Constant, CoreClass, CoreLimits, EnergyConstants, LatencyConstants, Target } from './target.ts';
export { buildTopology, createTopology, type TopologyDescription } from './topology/create-topology.ts';
export { TOPOLOGY_NAMES, topologyKind, type TopologyName } from './topology/table.ts';
export { defineTopology } from './topology/topology-kind.ts';
export {
  LINK_CLASSES,
  PLAIN_LINK_KINDS,
  type Curve,
  type LinkClass,
  type LinkKind,
  type PlainTopology,
  type Topology,
} from './topology/topology.ts';
export type { ClusterGraph, ClusterNets, Traffic } from './traffic.ts';
export { NmapError, formatDiagnostic, invariant, type Diagnostic, type FailureKind } from './diagnostic.ts';
export { DiagnosticList, KEPT_PER_CODE, type Wording } from './diagnostic-list.ts';
export { checkNetworkSpec } from './lower/check-network-spec.ts';
export { withCounts } from './with-counts.ts';
export { expectSpikes } from './lower/expect-spikes.ts';
export { lower, type LowerOptions, type Lowering } from './lower/lower.ts';
export { spikesGiven, spikesOfRate } from './lower/spikes.ts';
export { windowOf } from './window.ts';
export type { AxisLink, AxisLinks } from './connectors/axis-links.ts';
export { axisLinksOf, countSynapses } from './connectors/table.ts';
export { lowerToUnits } from './units/lower-to-units.ts';
export { unitCountOf } from './units/unit-count.ts';
export { freeTilings } from './units/free-tilings.ts';
export { positionTilings } from './units/position-tilings.ts';
export { blockCountOf, evenCuts, type Tiling, type Tilings } from './units/tiling.ts';
export { CONNECTOR_NAMES, connectorNamed, type ConnectorName } from './connectors/table.ts';
export type { KeyRule } from './connectors/common/keys.ts';
export { endsOf, visitProjection, visitWeightedSynapses } from './connectors/weighted.ts';
export { projectionKernel, type ProjectionKernel } from './lower/projection-kernel.ts';
export { deriveTraffic } from './traffic/derive-traffic.ts';
export { trafficFromGraph } from './traffic/traffic-from-graph.ts';
export { makeClustered, makePlaced } from './traffic/make-stages.ts';
export { clusterGraphProblem, type GivenClusterGraph } from './traffic/cluster-graph-problem.ts';
export { coreLoads, type CoreLoads } from './legality/core-loads.ts';
export { liveCoresByClass } from './legality/live-cores.ts';
export { netSizes } from './legality/net-sizes.ts';
export { storedWeights } from './legality/stored-weights.ts';
export { checkProblem } from './legality/check-problem.ts';
export { checkSpecFits } from './legality/check-spec-fits.ts';
export { leastMemoryBytes } from './legality/least-memory.ts';
export { coreCountBound, type CoreCountBound } from './legality/core-count-bound.ts';
export { clusterReach, reachOf, type ClusterReach } from './traffic/cluster-reach.ts';
export { grouped } from './grouped.ts';
export { specFromGraphology } from './graphology/spec-from-graphology.ts';
export { toGraphology, type ClusterEdge, type ClusterNode } from './graphology/to-graphology.ts';
export { withNeuronsPerCore } from './legality/with-neurons-per-core.ts';
export { delaySlotsPerNeuron, delayStepsOf } from './legality/delays.ts';
export { withDelayMemory } from './legality/with-delay-memory.ts';
export { sharedCoreGroups } from './legality/shared-core-groups.ts';
export { synapseCountOf } from './connectors/synapse-count-of.ts';
export { networkHistograms, type Histogram, type HistogramBin } from './network-histograms.ts';
export { withFileRates } from './file-rates.ts';
export {
  networkStatistics,
  type DegreeStatistics,
  type NetworkStatistics,
  type PopulationStatistics,
} from './network-statistics.ts';
