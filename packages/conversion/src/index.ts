/** From a trained network to a spiking one, as passes. */
export { CONVERSIONS } from './table.ts';
export {
  defineConversion,
  type ConversionContext,
  type ConversionData,
  type ConversionPass,
} from './pass.ts';
export {
  CONVERSION_ORDER,
  type Calibrated,
  type ConversionStage,
  type ConversionStageName,
  type ConversionStageOf,
  type Exercised,
  type Folded,
  type InputForm,
  type Spiking,
  type SpikingPopulation,
  type SpikingProjection,
  type Trained,
} from './stages.ts';
export { networkOf, presentationSteps, TIMESTEP_MS } from './build/network-of.ts';
export type { ImageRun } from './run/image-run.ts';
export { runImages, inputOf, type RunImagesOptions } from './run/run-images.ts';
export { checkConvertible } from './check-convertible.ts';
export { verifySpiking } from './verify-spiking.ts';
export { accuracyCurve, dnnAccuracy, rightAnswers, type CurvePoint } from './results/accuracy-curve.ts';
export { diagnose, type DiagnoseOptions, type LayerDiagnosis } from './results/diagnose.ts';
export { earlyExit, earlySteps, type EarlyExit } from './results/early-exit.ts';
export { mcNemar, type McNemar } from './statistics/mcnemar.ts';
export { wilson, type ShareInterval } from './statistics/wilson.ts';
export { inputTrains } from './run/input-trains.ts';
export { foldLayers } from './passes/fold/fold-layers.ts';
