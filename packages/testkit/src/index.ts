export {
  clusteredOf,
  gridEdges,
  layeredEdges,
  multicastTraffic,
  randomEdges,
  trafficOf,
  weightedHops,
  type Edges,
} from './cluster-graphs.ts';
export { clusteredOn, placementProblems, topologyOf } from './clustered-problems.ts';
export { PRIME_ENERGY, PRIME_LATENCY, constant, energyOf, latencyOf } from './constants.ts';
export { CLUSTERS, INSIDE, OUTSIDE, drawnClustering, type DrawnClustering } from './drawn-clustering.ts';
export { manifestOf } from './manifest.ts';
export { buildNetwork, buildSpec, countedNetwork, networkOf, type Pairs } from './network.ts';
export { communities, feedForward, mixedNetwork, permutation, randomNetwork, relabel } from './networks.ts';
export { buildProblem, lowered, placedOn } from './problem.ts';
export { smallProblems } from './small-problems.ts';
export { EVERY_INTERCONNECT, buildTarget, primedTarget, unitChip, type TestChip } from './target.ts';
export { randomSpec } from './random-specs.ts';
export { randomTilings, specUnits, unitOfNeurons } from './spec-units.ts';
export {
  drawUnitClusters,
  liftedClusters,
  randomUnits,
  type RandomUnits,
  type UnitsAndNeurons,
} from './unit-networks.ts';
export { readGoldenCase } from './golden-case.ts';
