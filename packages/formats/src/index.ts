export { readNetworkBytes, readNetworkFile, type NetworkFile, type NetworkOptions } from './read-network.ts';
export {
  readClusterGraphBytes,
  readClusterGraphFile,
  type ClusterGraphFile,
  type ClusterGraphOptions,
} from './read-cluster-graph.ts';
export { formatsPage } from './formats-page.ts';
export {
  GRAPH_FORMATS,
  NETWORK_FORMATS,
  WRITTEN_FORMATS,
  type GraphFormat,
  type NetworkFormat,
  type WrittenFormat,
} from './tables.ts';
export type { LabelledClusterGraph } from './clusters/cluster-graph.ts';
export {
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from './json/json-value.ts';
export { DEFAULT_LIMITS, type JsonLimits } from './json/limits.ts';
export {
  parseJsonStream,
  parseJsonWithPositions,
  type ByteChunks,
  type ParsedJson,
} from './json/parse-json.ts';
export { JsonPositions } from './json/positions.ts';
export {
  DEFAULT_DURATION_MS,
  DEFAULT_TIMESTEP_MS,
  NMAP_NETWORK_FORMAT,
  NMAP_NETWORK_VERSION,
  readNmapNetwork,
} from './nmap-network/read-nmap-network.ts';
export { networkJsonSchema } from './nmap-network/network-json-schema.ts';
export { fileChunks } from './source/file-chunks.ts';
export {
  MODEL_FORMATS,
  type ModelFile,
  type ModelFormat,
  type ModelInput,
  type ModelOptions,
} from './models/model-file.ts';
export { modelMeaning } from './models/model-meaning.ts';
export type { TensorFile } from './tensors/read-tensor.ts';
export type { DatasetFile, DatasetOptions } from './tensors/dataset-file.ts';
export type { DataArray, NumberColumn } from './tensors/data-array.ts';
export { networkMeaning } from './meaning/network-meaning.ts';
export type { NirMetadata, NirOptions } from './networks/nir/write/write-nir.ts';
export {
  lossesOfNir,
  makeDataset,
  readDataset,
  readLabelFile,
  readModel,
  readModelBytes,
  readTensor,
  readTensorBytes,
  writeNir,
  writeNpy,
  writeNpz,
  writeOnnx,
} from './on-demand.ts';
