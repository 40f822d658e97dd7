import { DiagnosticList, expectSpikes, NmapError, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { reportOther, type ManifestNetwork, type ManifestSubject } from '@nmap/judge';
import { kindOfManifest, readManifest, type Manifest } from '@nmap/manifest';
import {
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  type GraphFormat,
  type LoadedHardware,
  type NetworkFormat,
} from '../load.ts';
import { lowerForManifest } from './lower-for-manifest.ts';

export interface LoadedSubject extends ManifestSubject {
  /** What was placed; null for a cluster graph. */
  readonly spec: NetworkSpec | null;
  readonly input: ManifestNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

/** How the network of a manifest is read. */
export interface Reading {
  /** What its file is; null or absent = recognised by its content. */
  readonly format?: NetworkFormat | GraphFormat | null;
  /** Known defects of the file are read with a warning. */
  readonly lenient?: boolean;
  /** Files of recorded spikes that it was placed with. */
  readonly spikes?: readonly string[];
}

/**
 * Reads a manifest and, from their own files, the network and the hardware it speaks of: what `verifyManifest`,
 * `replayManifest` and `simulate` start from.
 * @param given a file, or what `readManifest` made of it.
 * @param reading how the network's file is read.
 * @throws NmapError or ManifestError.
 */
export async function loadManifestSubject(
  given: string | Manifest,
  network: string,
  hardware: string | LoadedHardware,
  reading: Reading = {},
): Promise<LoadedSubject> {
  const manifest = typeof given === 'string' ? await readManifest(given) : given;
  const chip = typeof hardware === 'string' ? await loadHardware(hardware) : hardware;
  const { file, input, labels, windowScale, diagnostics } = await loadInput(manifest, network, reading);
  const lowered = orOtherFiles(manifest, file.sha256, chip.sha256, () =>
    lowerForManifest(manifest, input, chip.target),
  );
  return {
    ...lowered,
    input,
    // As it was placed: where neurons were split, with their parts.
    spec: input.kind === 'network' ? lowered.problem.network.spec : null,
    labels,
    windowScale,
    networkSha256: file.sha256,
    hardwareSha256: chip.sha256,
    networkFileSha256: file.fileSha256,
    hardwareFileSha256: chip.fileSha256,
    ...('spikesSha256' in file && file.spikesSha256 !== undefined ? { spikesSha256: file.spikesSha256 } : {}),
    networkNameFromFile: file.nameFromFile,
    diagnostics: [...chip.diagnostics, ...diagnostics, ...lowered.diagnostics],
  };
}

/** Other files than the manifest's may have no blocks of its grain: then that they are others is what is wrong. */
function orOtherFiles<Lowered>(
  { network, hardware }: Manifest,
  networkSha256: string,
  hardwareSha256: string,
  lower: () => Lowered,
): Lowered {
  try {
    return lower();
  } catch (error) {
    const faults = new DiagnosticList('manifest');
    reportOther('network.sha256', network.sha256, networkSha256, faults);
    reportOther('hardware.sha256', hardware.sha256, hardwareSha256, faults);
    faults.throwIfFailed('infeasible');
    throw error;
  }
}

/** The manifest says what the network's file must be. */
async function loadInput(
  manifest: Manifest,
  path: string,
  { format = null, lenient = false, spikes = [] }: Reading,
) {
  if (kindOfManifest(manifest) === 'clusters') {
    const file = await loadClusterGraph(path, { format: format as GraphFormat | null });
    const { graph, diagnostics } = file;
    return {
      file,
      input: { kind: 'clusters' as const, graph },
      labels: graph.labels,
      windowScale: 1,
      diagnostics,
    };
  }
  const file = await loadNetwork(path, { format: format, lenient, spikes });
  const { sha256, spikesSha256 } = manifest.network;
  // A file that says these counts itself, as nmap convert writes them, is the same network.
  if (spikesSha256 !== undefined && spikes.length === 0 && file.sha256 !== sha256) throw spikesMissing(path);
  // A window that was lengthened is lengthened again, by what the rates say and not the manifest.
  const { spec, windowScale, diagnostics } =
    manifest.network.windowScale === undefined
      ? { spec: file.spec, windowScale: 1, diagnostics: [] }
      : expectSpikes(file.spec);
  const all = [...file.diagnostics, ...diagnostics];
  return { file, input: { kind: 'network' as const, spec }, labels: null, windowScale, diagnostics: all };
}

/** Counts of the network's file alone are others than those that it was placed with. */
function spikesMissing(path: string): NmapError {
  const diagnostic: Diagnostic = {
    code: 'E1147',
    severity: 'error',
    where: path,
    message: 'its spikes came from files of their own when it was placed, and none is given.',
    hint: 'Give the same files as to place: --spikes FILE (nmap simulate: --counts FILE).',
  };
  return new NmapError('input', [diagnostic]);
}
