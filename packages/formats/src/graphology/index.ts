import type { JsonGraphReader } from '../graph-format.ts';
import type { JsonNetworkReader } from '../network-format.ts';
import { looksLikeGraphology } from './check-graph.ts';
import { readGraphologyClusters } from './read-cluster-graph.ts';
import { readGraphologyNetwork } from './read-network.ts';

export const graphologyNetwork: JsonNetworkReader = {
  content: 'json',
  recognise: (value) => (looksLikeGraphology(value) ? 'alike' : null),
  read: (value, positions, { fileName }) => readGraphologyNetwork(value, positions, fileName),
};

export const graphologyGraph: JsonGraphReader = {
  recognise: looksLikeGraphology,
  read: readGraphologyClusters,
};
