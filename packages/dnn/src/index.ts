/** Trained networks: their graph, forward pass, training, and regularisers that make activity sparse. */
export { accuracy, largestIndex } from './accuracy.ts';
export { checkDnnSpec } from './check/check-spec.ts';
export { checkDataSet, readSample, sliceOfData, type DataSet } from './data-set.ts';
export { DnnError, formatDnnFault } from './dnn-error.ts';
export { createForward } from './forward/create-forward.ts';
export {
  sizeOf,
  type Activation,
  type DnnLayer,
  type DnnLayerBase,
  type DnnLayerOf,
  type DnnOperation,
  type DnnSpec,
  type Margins,
  type Pair,
} from './spec.ts';
export { collectStatistics } from './statistics/collect-statistics.ts';
export { Histogram } from './statistics/histogram.ts';
export { drawnDigits, type DrawnDigitsOptions } from './data/drawn-digits.ts';
export { countMacs } from './macs/macs.ts';
export type { NetworkOptions } from './networks/builder.ts';
export { mlp } from './networks/mlp.ts';
export { BUILT_IN_NETWORKS, builtInNetwork, type BuiltInNetwork } from './networks/table.ts';
export type { PoolingForm } from './regularise/fan-out/synapses-behind.ts';
export { formatRegularisers, parseRegularisers } from './regularise/parse-regularisers.ts';
export type { Regulariser, RegulariserDefinition, RegulariserScale } from './regularise/regulariser.ts';
export { describeRegulariser } from './regularise/describe-regulariser.ts';
export { REGULARISERS } from './regularise/table.ts';
export type { OptimiserKind } from './train/optimisers.ts';
export type { Teacher, TrainOptions, TrainProgress } from './train/options.ts';
export { quantiseActivations } from './train/quantise-activations.ts';
export { train, type EpochStatistics, type TrainResult } from './train/train.ts';
export { fatReluActivations } from './train/fat-relu.ts';
