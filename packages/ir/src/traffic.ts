/**
 * Traffic between clusters, in the two shapes that placers need.
 * For a network: `nets` in integers, one per distinct (source cluster, set of remote
 * clusters), and `graph` summed from them. For a cluster graph that was given
 * (`place --clusters`): real weights in `graph`, one net per edge.
 */
export interface Traffic {
  readonly clusterCount: number;
  readonly graph: ClusterGraph;
  readonly nets: ClusterNets;
  /** What it is of: a network, whose packets are counted, or clusters that were given with real weights. */
  readonly kind: 'network' | 'clusters';
}

/** Directed, parallel edges merged, no self-loops; rows ascending. CSR over source clusters. */
export interface ClusterGraph {
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  /** Packets in the window. */
  readonly weight: Float64Array;
  /** ioOut[cluster], ioIn[cluster]: packets to and from the i/o port. */
  readonly toPort: Float64Array;
  readonly fromPort: Float64Array;
}

/** One multicast: source cluster (NONE = the i/o port) to distinct other clusters. */
export interface ClusterNets {
  readonly netCount: number;
  readonly source: Uint32Array;
  /** pins[start[net] .. start[net + 1] - 1] = destination clusters, ascending; NONE (the port) last. */
  readonly start: Uint32Array;
  readonly pins: Uint32Array;
  /** Packets in the window. */
  readonly weight: Float64Array;
}
