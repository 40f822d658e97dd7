/** Trained networks: their graph, forward pass, training, and regularisers that make activity sparse. */
export { accuracy, largestIndex, type Accuracy } from './accuracy.ts';
export { checkDnnSpec } from './check/check-spec.ts';
export { checkDataSet, readSample, sliceOfData, type DataSet } from './data-set.ts';
export { DnnError, formatDnnFault, type DnnFault } from './dnn-error.ts';
export { createForward, type Forward } from './forward/create-forward.ts';
export { forward } from './forward/forward.ts';
export { windowedShape, type WindowShape } from './linear/windows.ts';
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
