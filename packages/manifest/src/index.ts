/** The placement manifest: schema, reader, writer. Imports nothing else of ours. */
export {
  hasBoxes,
  manifestJsonSchema,
  versionOf,
  type Manifest,
  type ManifestCore,
  type ManifestEnergyPj,
  type ManifestMetrics,
  type ManifestPass,
  type ManifestPort,
  type ManifestTables,
  type CoreTable,
  type ManifestNeurons,
  type ManifestSplit,
  type NeuronBox,
  type NeuronRange,
} from './schema.ts';
export { ManifestError, type ManifestIssue } from './manifest-error.ts';
export { parseManifest } from './parse-manifest.ts';
export { manifestPieces, stringifyManifest, type WrittenTables } from './stringify-manifest.ts';
export { readManifest, writeManifest } from './files.ts';
export { checkOutput } from './output/output-place.ts';
export { writeFileAtomically } from './output/write-file.ts';
export { kindOfManifest } from './kind-of-manifest.ts';
export { boxesOfRange, neuronsHeld } from './where/boxes.ts';
export { namedNeurons, type NamedNeurons, type NamingFault } from './where/named-neurons.ts';
export { findNeurons, type CorePosition, type FoundNeurons, type FoundOnCore } from './where/find-neurons.ts';
