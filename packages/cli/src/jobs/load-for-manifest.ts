import {
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  lowerForManifest,
  type GraphFormat,
  type ManifestNetwork,
  type ManifestSubject,
  type NetworkFormat,
} from '@nmap/compiler';
import { kindOfManifest, readManifest, type Manifest } from '@nmap/manifest';
import { NmapError, expectSpikes, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { formatFault } from '../input-format.ts';
import { usageDiagnostic } from '../usage-fault.ts';

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
  from: string | null = null,
): Promise<LoadedForManifest> {
  const manifest = await readManifest(manifestPath);
  const hardware = await loadHardware(hw);
  const { file, input, labels, windowScale, diagnostics } = await loadForKind(manifest, netPath, from);
  const lowered = lowerForManifest(manifest, input, hardware.target);
  return {
    ...lowered,
    input,
    spec: input.kind === 'network' ? input.spec : null,
    labels,
    windowScale,
    networkSha256: file.sha256,
    hardwareSha256: hardware.sha256,
    networkFileSha256: file.fileSha256,
    hardwareFileSha256: hardware.fileSha256,
    networkNameFromFile: file.nameFromFile,
    diagnostics: [...hardware.diagnostics, ...diagnostics, ...lowered.diagnostics],
  };
}

/** The manifest says what NET must be. */
async function loadForKind(manifest: Manifest, path: string, from: string | null) {
  const clusters = kindOfManifest(manifest) === 'clusters';
  const fault = formatFault(from, clusters);
  if (fault !== null) throw new NmapError('input', [usageDiagnostic(fault, 'Leave --from out, or mend it.')]);
  if (clusters) {
    const file = await loadClusterGraph(path, { format: from as GraphFormat | null });
    const { graph, diagnostics } = file;
    return {
      file,
      input: { kind: 'clusters' as const, graph },
      labels: graph.labels,
      windowScale: 1,
      diagnostics,
    };
  }
  const file = await loadNetwork(path, { format: from as NetworkFormat | null });
  // A window that was lengthened is lengthened again, by what the rates say and not the manifest.
  const { spec, windowScale, diagnostics } =
    manifest.network.windowScale === undefined
      ? { spec: file.spec, windowScale: 1, diagnostics: [] }
      : expectSpikes(file.spec);
  const all = [...file.diagnostics, ...diagnostics];
  return { file, input: { kind: 'network' as const, spec }, labels: null, windowScale, diagnostics: all };
}
