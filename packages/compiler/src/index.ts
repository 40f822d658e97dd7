export { OBJECTIVES, objectiveText, parseObjective } from '@nmap/energy';
export { NO_BUDGET, type Budget, type StopReason } from './budget.ts';
export { checkFitsMachine, checkSource } from './check-source.ts';
export { clusterGraphSource, compile, type CompileOptions, type CompileResult } from './compile.ts';
export {
  hardwareText,
  loadClusterGraph,
  loadDataset,
  loadHardware,
  loadLabels,
  loadModel,
  loadNetwork,
  networkHash,
  networkJsonSchema,
  writeOnnx,
  GRAPH_FORMATS,
  NETWORK_FORMATS,
  type DatasetFile,
  type DatasetOptions,
  type GraphFormat,
  type LoadedHardware,
  type ModelFile,
  type ModelOptions,
  type NetworkFormat,
} from './load.ts';
export { lower } from './lower-pass.ts';
export { buildManifest, type ManifestIdentity } from './manifest/build-manifest.ts';
export { dumpStages } from './dump-stages.ts';
export { inspect, type InspectOptions, type Inspection } from './inspect.ts';
export { loadManifestSubject, type LoadedSubject } from './manifest/load-subject.ts';
export { lowerForManifest } from './manifest/lower-for-manifest.ts';
export { replayManifest, type ReplayOptions } from './manifest/replay-manifest.ts';
export { stateMetrics, type ManifestNetwork, type ManifestSubject, type StatedNumbers } from '@nmap/judge';
export { takenOnTrust, type TrustedItem } from './manifest/taken-on-trust.ts';
export { verifyManifest } from './manifest/verify-manifest.ts';
export * from './mapper-passes.ts';
export type { AnyPass, Pass } from './pass.ts';
export { pipeline, type Pipeline } from './pipeline.ts';
export {
  PRESETS,
  completePasses,
  pipelineFor,
  presetPipeline,
  type Preset,
  type PresetUse,
} from './presets.ts';
export { fellBackWarning } from './fell-back.ts';
export { findPass } from './find-pass.ts';
export {
  runPasses,
  type PassRecord,
  type Phase,
  type ProgressReport,
  type RunOptions,
  type RunResult,
} from './runner.ts';
export {
  STAGE_ORDER,
  type CompileStage,
  type CompileStageName,
  type CompileStageOf,
  type Source,
} from './stage.ts';
export { parsePipeline } from './text-form.ts';
export {
  conversionText,
  DEFAULT_CONVERSION,
  parseConversion,
  withOptions,
  type ResolvedConversion,
} from './conversion/conversion-passes.ts';
export {
  convert,
  convertAndExercise,
  type ConversionRecord,
  type ConvertOptions,
  type ConvertResult,
} from './conversion/convert.ts';
export { type HardwareNeed } from './preset-needs.ts';
export { place, type PlacedNetwork, type PlaceOptions } from './place.ts';
export { GRAINS, type GrainName, type SettledGrain } from './grain/grain.ts';
export { chooseGrain } from './grain/choose-grain.ts';
export { settlePasses } from './grain/settle-passes.ts';
export { passesFor, type PipelineChoice } from './passes-for.ts';
export { VERSION } from './version.ts';
export { SPLITS, type SplitName } from './split/split-choice.ts';
