export {
  definePass,
  type GraphPartitioning,
  type Pass,
  type PassContext,
  type PassDefinition,
  type StageOf,
} from './pass.ts';
export { MAPPERS } from './mappers.ts';
export { describeOptions, type OptionRow } from './describe-options.ts';
export * from './table.ts';

export { chooseMethod } from './split/common/choose-method.ts';
export type { SplitOptions } from './split/common/options.ts';
export type { MethodName } from './split/common/methods/methods.ts';

export { partitionBlocks, type BlocksOptions } from './partition/blocks/index.ts';
export { chooseTilings, type ChosenTilings, type TilingOptions } from './partition/blocks/choose-tilings.ts';
export { partitionRandom } from './partition/random/index.ts';
export { partitionSequential, type SequentialOptions } from './partition/sequential/index.ts';
export { partitionStreaming, type StreamingOptions } from './partition/streaming/index.ts';
export { partitionGreedy, type GreedyOptions } from './partition/greedy/index.ts';
export { partitionLouvain, type LouvainOptions } from './partition/louvain/index.ts';
export { partitionExact, type ExactOptions } from './partition/exact/index.ts';

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

export { assignInOrder, requireCores } from './place/common/assign-in-order.ts';
export { clusterOrder, CLUSTER_ORDERS, type ClusterOrder } from './place/common/cluster-order.ts';
export { placementCost } from './place/common/placement-cost.ts';
export { createSwapCost } from './place/common/create-swap-cost.ts';
export type { SwapCost } from './place/common/swap-cost.ts';
