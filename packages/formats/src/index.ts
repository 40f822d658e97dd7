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
} from './tables.ts';
export type { LabelledClusterGraph } from './clusters/cluster-graph.ts';
export type { ByteChunks } from './json/parse-json.ts';
export { networkJsonSchema } from './nmap-network/network-json-schema.ts';
export { fileChunks } from './source/file-chunks.ts';
export type { ModelFile, ModelOptions } from './models/model-file.ts';
export type { DatasetFile, DatasetOptions } from './tensors/dataset-file.ts';
export { networkMeaning } from './meaning/network-meaning.ts';
export type { NirOptions } from './networks/nir/write/write-nir.ts';
export {
  lossesOfNir,
  makeDataset,
  readDataset,
  readLabelFile,
  readModel,
  readModelBytes,
  readTensorBytes,
  writeNir,
  writeNpy,
  writeNpz,
  writeOnnx,
} from './on-demand.ts';
