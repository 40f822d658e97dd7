export type { WrittenFormat } from '@nmap/formats/tables';
export { isClusterEdges, type ClusterEdges } from './clusters/cluster-edges.ts';
export { jinConv, jinDense } from './clusters/jin.ts';
export type { Generator, GeneratorOption } from './generator.ts';
export { GENERATORS } from './generators.ts';
export { writeClusterEdges, writeClusterGraph } from './write-cluster-edges.ts';
export { NETWORK_WRITERS, networkWriter } from './writers/table.ts';
export type { NetworkWriter, Pieces } from './writers/writer.ts';
export { writeNetworkSpec } from './write-network.ts';
