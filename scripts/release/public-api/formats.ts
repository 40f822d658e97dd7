/** `neuromap/formats`: reads networks and cluster graphs in every format, from files or from bytes in memory. */
export {
  GRAPH_FORMATS,
  NETWORK_FORMATS,
  networkJsonSchema,
  readClusterGraphBytes,
  readClusterGraphFile,
  readNetworkBytes,
  readNetworkFile,
  type ByteChunks,
  type ClusterGraphFile,
  type ClusterGraphOptions,
  type GraphFormat,
  type LabelledClusterGraph,
  type NetworkFile,
  type NetworkFormat,
  type NetworkOptions,
} from '@nmap/formats';
