import {
  loadHardware,
  loadManifestSubject,
  type GraphFormat,
  type LoadedSubject,
  type NetworkFormat,
} from '@nmap/compiler';
import { kindOfManifest, readManifest } from '@nmap/manifest';
import { NmapError } from '@nmap/ir';
import { formatFault } from '../input-format.ts';
import { usageDiagnostic } from '../usage-fault.ts';

/** Reads what a command line names beside a manifest; `--from` must be a format of the kind that the manifest is of. */
export async function loadForManifest(
  manifestPath: string,
  netPath: string,
  hw: string,
  {
    from,
    lenient,
    counts = [],
  }: { readonly from: string | null; readonly lenient: boolean; readonly counts?: readonly string[] },
): Promise<LoadedSubject> {
  const manifest = await readManifest(manifestPath);
  const hardware = await loadHardware(hw);
  const fault = formatFault(from, kindOfManifest(manifest) === 'clusters');
  if (fault !== null) throw new NmapError('input', [usageDiagnostic(fault, 'Leave --from out, or mend it.')]);
  return loadManifestSubject(manifest, netPath, hardware, {
    format: from as NetworkFormat | GraphFormat | null,
    lenient,
    spikes: counts,
  });
}
