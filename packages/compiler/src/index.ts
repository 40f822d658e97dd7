export { OBJECTIVES, objectiveText, parseObjective } from '@nmap/energy';
export type { Budget, StopReason } from './budget.ts';
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
  type DatasetFile,
  type DatasetOptions,
  type GraphFormat,
  type LoadedHardware,
  type ModelFile,
  type ModelOptions,
  type NetworkFormat,
} from './load.ts';
export { lower } from './lower-pass.ts';
export { buildManifest } from './manifest/build-manifest.ts';
export { inspect, type InspectOptions, type Inspection } from './inspect.ts';
export { loadManifestSubject, type LoadedSubject } from './manifest/load-subject.ts';
export { lowerForManifest } from './manifest/lower-for-manifest.ts';
export { replayManifest, type ReplayOptions } from './manifest/replay-manifest.ts';
export type { ManifestNetwork, ManifestSubject, StatedNumbers } from '@nmap/judge';
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
export type { PassRecord, Phase, ProgressReport, RunResult } from './runner.ts';
export type { CompileStage, CompileStageName, CompileStageOf, Source } from './stage.ts';
export { parsePipeline } from './text-form.ts';
export { type HardwareNeed } from './preset-needs.ts';
export { place, type PlacedNetwork, type PlaceOptions } from './place.ts';
export { GRAINS, type GrainName, type SettledGrain } from './grain/grain.ts';
export { settlePasses } from './grain/settle-passes.ts';
export { passesFor } from './passes-for.ts';
export { VERSION } from './version.ts';
export { SPLITS, type SplitName } from './split/split-choice.ts';
