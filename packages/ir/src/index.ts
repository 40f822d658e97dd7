export type { ClassId, ClusterId, CoreId, LinkId, NeuronId, TileId } from './ids.ts';
export type { Connector, NetworkSpec, PerSynapse, PopulationSpec, ProjectionSpec } from './network-spec.ts';
export type { Network, Population } from './network.ts';
export type { Constraints, Objective, Problem } from './problem.ts';
export type { Clustered, Lowered, Placed, Routed, Stage, StageName } from './stages.ts';
export type { Constant, CoreClass, CoreLimits, EnergyConstants, LatencyConstants, Target } from './target.ts';
export { LINK_CLASSES, type LinkClass, type Topology } from './topology/topology.ts';
export type { ClusterGraph, ClusterNets, Traffic } from './traffic.ts';
export { NmapError, formatDiagnostic, invariant, type Diagnostic, type FailureKind } from './diagnostic.ts';
