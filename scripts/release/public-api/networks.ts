/** `neuromap/networks`: benchmark networks from published descriptions, and writers of networks. */
export {
  GENERATORS,
  networkWriter,
  writeNetworkSpec,
  type ClusterEdges,
  type Generator,
  type GeneratorOption,
  type NetworkWriter,
} from '@nmap/networks';
