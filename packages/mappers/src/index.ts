export { definePass, type PassContext, type PassDefinition, type StageOf } from './pass.ts';
export { MAPPERS } from './table.ts';

export { random as partitionRandomPass, partitionRandom } from './partition/random/index.ts';
export { sequential, partitionSequential, type SequentialOptions } from './partition/sequential/index.ts';
export { streaming, partitionStreaming, type StreamingOptions } from './partition/streaming/index.ts';
export { greedy, partitionGreedy, type GreedyOptions } from './partition/greedy/index.ts';
export { multilevel } from './partition/multilevel/index.ts';
export { louvain, partitionLouvain, type LouvainOptions } from './partition/louvain/index.ts';
export { exact as partitionExactPass, partitionExact, type ExactOptions } from './partition/exact/index.ts';

export { LoadTracker, LIMIT_NAMES, type LimitName, type TrackerOptions } from './limits/load-tracker.ts';
export { CoreSupply, classOrder, liveCores, usableCores } from './limits/core-supply.ts';
export { Filling, chipNeurons, chosenFit, nextFit, type FillingOptions } from './limits/filling.ts';
export { clusterLegally, toClustered } from './limits/cluster-legally.ts';
export { cutIntoSegments, type Segment } from './limits/contiguous.ts';
export { heaviestFirst, populationOf, topologicalOrder } from './limits/orders.ts';
export { solveProgram } from './solver/glpk.ts';
export {
  ProgramBuilder,
  type IntegerProgram,
  type Row,
  type Solution,
  type SolveOptions,
} from './solver/integer-program.ts';

export { randomPlacer } from './place/random/index.ts';
export { rowMajor } from './place/row-major/index.ts';
export { zigzag } from './place/zigzag/index.ts';
export { hilbert } from './place/hilbert/index.ts';
export { forceDirected } from './place/force-directed/index.ts';
export { multilevelPlacer } from './place/multilevel/index.ts';
export { tabu } from './place/tabu/index.ts';
export { exactPlacer } from './place/exact/index.ts';
export { swap } from './refine/swap/index.ts';
export { anneal } from './refine/anneal/index.ts';
export { joint } from './refine/joint/index.ts';
export { xy } from './route/xy/index.ts';
export { multicastTree } from './route/multicast-tree/index.ts';
export { assignInOrder, requireCores } from './place/common/assign-in-order.ts';
export { clusterOrder, CLUSTER_ORDERS, type ClusterOrder } from './place/common/cluster-order.ts';
export { placementCost } from './place/common/placement-cost.ts';
export { createSwapCost, type SwapCost } from './place/common/swap-cost.ts';
