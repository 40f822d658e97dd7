import type { JsonGraphReader } from '../graph-format.ts';
import type { NetworkReader } from '../network-format.ts';
import { looksLikeGraphology } from './check-graph.ts';
import { readGraphologyClusters } from './read-cluster-graph.ts';
import { readGraphologyNetwork } from './read-network.ts';

export const graphologyNetwork: NetworkReader = {
  called: 'graphology\'s serialized graph ("nodes", "edges")',
  recognise: (value) => (looksLikeGraphology(value) ? 'alike' : null),
  read: readGraphologyNetwork,
};

export const graphologyGraph: JsonGraphReader = {
  recognise: looksLikeGraphology,
  read: readGraphologyClusters,
};
