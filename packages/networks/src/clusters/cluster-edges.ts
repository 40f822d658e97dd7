import type { NetworkSpec } from '@nmap/ir';

/** A graph whose nodes are clusters already, one to a core: what `place --clusters` takes. */
export interface ClusterEdges {
  readonly name: string;
  /** Nodes are 0 .. nodeCount - 1; some may have no edge and still take a core. */
  readonly nodeCount: number;
  /** Directed edges, in the order of the generator; all three of one length. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** Traffic. */
  readonly weight: Float64Array;
}

export function isClusterEdges(made: NetworkSpec | ClusterEdges): made is ClusterEdges {
  return 'nodeCount' in made;
}
