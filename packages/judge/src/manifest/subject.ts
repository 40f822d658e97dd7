import type { GivenClusterGraph, NetworkSpec, Problem, Traffic } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** What was placed: a network, or clusters that were given. */
export type ManifestNetwork =
  | { readonly kind: 'network'; readonly spec: NetworkSpec }
  | { readonly kind: 'clusters'; readonly graph: GivenClusterGraph };

/** Where the traffic comes from: the network's synapses, or a cluster graph that gives it. */
export type Origin = { readonly kind: 'network' } | { readonly kind: 'clusters'; readonly traffic: Traffic };

/** A manifest, and what the files say that it names. */
export interface ManifestSubject {
  readonly manifest: Manifest;
  readonly problem: Problem;
  readonly origin: Origin;
  /** Of what the files mean. */
  readonly networkSha256: string;
  readonly hardwareSha256: string;
  /** Of the files' bytes, where known. */
  readonly networkFileSha256?: string;
  readonly hardwareFileSha256?: string;
  /** Of the files of recorded spikes that the counts came from. */
  readonly spikesSha256?: string;
  /** True where a name is only the file's name: then another name is no other network. */
  readonly networkNameFromFile?: boolean;
  readonly hardwareNameFromFile?: boolean;
  /** Labels of a cluster graph's nodes; null or absent where they are 0, 1, 2, ... or there are none. */
  readonly labels?: readonly string[] | null;
  /** By how much the window was stretched to make expected spikes whole; absent = not at all. */
  readonly windowScale?: number;
  /** What `replayManifest` starts from; judging needs it not. */
  readonly input?: ManifestNetwork;
}
