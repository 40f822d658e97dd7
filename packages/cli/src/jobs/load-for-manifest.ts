import {
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  lowerForManifest,
  type ManifestNetwork,
  type ManifestSubject,
} from '@nmap/compiler';
import { readManifest, type Manifest } from '@nmap/manifest';
import type { Diagnostic, NetworkSpec } from '@nmap/ir';

export interface LoadedForManifest extends ManifestSubject {
  /** null for a cluster graph. */
  readonly spec: NetworkSpec | null;
  readonly input: ManifestNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a manifest and, from their own files, the network and the hardware it speaks of. */
export async function loadForManifest(
  manifestPath: string,
  netPath: string,
  hw: string,
): Promise<LoadedForManifest> {
  const manifest = await readManifest(manifestPath);
  const hardware = await loadHardware(hw);
  const network = await loadForKind(manifest, netPath);
  const { file, input } = network;
  const lowered = lowerForManifest(manifest, input, hardware.target);
  return {
    ...lowered,
    input,
    spec: input.kind === 'network' ? input.spec : null,
    labels: input.kind === 'network' ? null : network.labels,
    networkSha256: file.sha256,
    hardwareSha256: hardware.sha256,
    ...(file.fileSha256 === undefined ? {} : { networkFileSha256: file.fileSha256 }),
    ...(hardware.fileSha256 === undefined ? {} : { hardwareFileSha256: hardware.fileSha256 }),
    networkNameFromFile: file.nameFromFile ?? false,
    diagnostics: [...hardware.diagnostics, ...file.diagnostics, ...lowered.diagnostics],
  };
}

/** A manifest of a cluster graph lists the labels of its nodes, or has weightedHops: both name what NET must be. */
async function loadForKind(manifest: Manifest, path: string) {
  if (manifest.metrics.weightedHops !== undefined || manifest.network.ids !== undefined) {
    const file = await loadClusterGraph(path);
    return { file, labels: file.graph.labels, input: { kind: 'clusters' as const, graph: file.graph } };
  }
  const file = await loadNetwork(path);
  return { file, labels: null, input: { kind: 'network' as const, spec: file.spec } };
}
