/** From a trained network to a spiking one, as passes. */
export { CONVERSIONS } from './table.ts';
export type { ConversionContext, ConversionData, ConversionPass } from './pass.ts';
export {
  CONVERSION_ORDER,
  type Calibrated,
  type ConversionStage,
  type ConversionStageName,
  type ConversionStageOf,
  type Exercised,
  type InputForm,
  type Spiking,
  type SpikingPopulation,
  type SpikingProjection,
} from './stages.ts';
export { networkOf, presentationSteps } from './build/network-of.ts';
export type { ImageRun } from './run/image-run.ts';
export { inputOf } from './run/run-images.ts';
export { checkConvertible } from './check-convertible.ts';
export { verifySpiking } from './verify-spiking.ts';
export { accuracyCurve, dnnAccuracy, rightAnswers, type CurvePoint } from './results/accuracy-curve.ts';
export { diagnose, type LayerDiagnosis } from './results/diagnose.ts';
export { earlyExit, earlySteps, type EarlyExit } from './results/early-exit.ts';
export { mcNemar, type McNemar } from './statistics/mcnemar.ts';
export { wilson, type ShareInterval } from './statistics/wilson.ts';
export { inputTrains } from './run/input-trains.ts';
export { foldLayers } from './passes/fold/fold-layers.ts';
