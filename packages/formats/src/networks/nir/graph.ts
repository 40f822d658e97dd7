import type { Numbers } from '../../hdf5/open-hdf5.ts';

/** A node as the file has it, checked for what its type needs. */
export interface NirNode {
  /** Path of names from the outermost graph, with dots. */
  readonly name: string;
  readonly type: string;
  /** Not in an inner graph. */
  readonly outermost: boolean;
  /** `net.nir: /node/nodes/lif`. */
  readonly where: string;
  readonly values: ReadonlyMap<string, Numbers>;
  readonly texts: ReadonlyMap<string, string>;
  /** What nmap wrote into its metadata. */
  readonly own: ReadonlyMap<string, Numbers>;
}

/** A graph that may hold graphs. */
export interface NirGraph {
  readonly name: string;
  readonly where: string;
  readonly nodes: ReadonlyMap<string, NirNode | NirGraph>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

export function isGraph(node: NirNode | NirGraph): node is NirGraph {
  return 'nodes' in node;
}

/** One graph without others in it: edges join nodes by their full names. */
export interface FlatGraph {
  readonly where: string;
  readonly nodes: ReadonlyMap<string, NirNode>;
  /** Each once, in a fixed order. */
  readonly edges: readonly (readonly [from: NirNode, to: NirNode])[];
}
