import type { NetworkSpec } from '@nmap/ir';
import { decodePlacement, placedOf, type ManifestSubject } from '@nmap/judge';
import type { Exported } from './exporter.ts';
import { exportFormat, type ExportFormat } from './tables.ts';

/**
 * What a placement is in another format. The manifest must have passed `verifyManifest`: its cores are read again,
 * and nothing is judged here but that they can be read.
 * @throws NmapError (input): what the format cannot say.
 */
export async function exportPlacement(
  subject: ManifestSubject & { readonly spec: NetworkSpec | null },
  format: ExportFormat,
): Promise<Exported> {
  const decoded = decodePlacement(subject.manifest, subject.problem);
  decoded.faults.throwIfFailed('input');
  const { manifest, spec, labels = null } = subject;
  const exporter = await exportFormat(format).load();
  return exporter({ manifest, placed: placedOf(subject, decoded), spec, labels });
}
