/** `neuromap/networks`: benchmark networks from published descriptions, and writers of networks. @module */
export {
  GENERATORS,
  networkWriter,
  writeNetworkSpec,
  type ClusterEdges,
  type Generator,
  type GeneratorOption,
  type NetworkWriter,
  type Pieces,
  type WrittenFormat,
} from '@nmap/networks';
