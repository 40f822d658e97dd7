import {
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  lowerForManifest,
  type ManifestSubject,
} from '@nmap/compiler';
import { readManifest } from '@nmap/manifest';
import type { Diagnostic, NetworkSpec } from '@nmap/ir';

export interface LoadedForManifest extends ManifestSubject {
  /** null for a cluster graph. */
  readonly spec: NetworkSpec | null;
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
  // A manifest of a cluster graph lists the labels of its nodes, or has weightedHops: both name what NET must be.
  const clusters = manifest.metrics.weightedHops !== undefined;
  if (clusters) {
    const { graph, sha256, diagnostics } = await loadClusterGraph(netPath);
    return {
      ...lowerForManifest(manifest, { kind: 'clusters', graph }, hardware.target),
      networkSha256: sha256,
      hardwareSha256: hardware.sha256,
      spec: null,
      diagnostics: [...hardware.diagnostics, ...diagnostics],
    };
  }
  const { spec, sha256, diagnostics } = await loadNetwork(netPath);
  const lowered = lowerForManifest(manifest, { kind: 'network', spec }, hardware.target);
  return {
    ...lowered,
    networkSha256: sha256,
    hardwareSha256: hardware.sha256,
    spec,
    diagnostics: [...hardware.diagnostics, ...diagnostics, ...lowered.diagnostics],
  };
}
