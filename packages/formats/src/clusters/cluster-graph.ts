import type { Diagnostic, GivenClusterGraph } from '@nmap/ir';

/** What `place --clusters` reads: a graph whose nodes are clusters already, and their labels. No self-loops; parallel edges stay. */
export interface LabelledClusterGraph extends GivenClusterGraph {
  /** labels[node]; null where the labels are exactly 0..nodeCount-1, which then are the node numbers. */
  readonly labels: readonly string[] | null;
  /** Edge k runs from source[k] to target[k]; an undirected edge occurs once. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** weight[k] = traffic over edge k; finite, not negative. */
  readonly weight: Float64Array;
}

export interface ReadClusterGraph {
  readonly graph: LabelledClusterGraph;
  /** True where `graph.name` is only the name of the file. */
  readonly nameFromFile: boolean;
  /** Notes: what was dropped or assumed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes the pieces of a file one after the other. */
export interface ByteReader<Result> {
  feed(piece: Uint8Array): void;
  finish(): Result;
}
