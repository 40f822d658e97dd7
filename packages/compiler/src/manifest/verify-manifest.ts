/**
 * Checks a manifest against the network and the hardware it names, trusting nothing in it.
 *
 * Checks: hashes, names, labels and counts (`checkIdentity`); that the record of the run is one that `place` could have
 * written (check-record.ts); all that follows from the cores, recomputed from scratch (`judgePlacement`); the checksums of
 * the stages that the placement determines (check-checksums.ts).
 * Assumes: that the network and hardware files say what was meant. What the files cannot tell is
 * listed by `takenOnTrust`, and `replayManifest` tells it.
 */
import { parseObjective } from '@nmap/energy';
import { DiagnosticList, NmapError, type Diagnostic } from '@nmap/ir';
import { checkIdentity, judgePlacement, type ManifestSubject } from '@nmap/judge';
import { checkChecksums } from './check-checksums.ts';
import { checkRecord } from './check-record.ts';

/** Every fault found, of each code up to a cap; no error = legal, and every number right. */
export function verifyManifest(subject: ManifestSubject): Diagnostic[] {
  const faults = new DiagnosticList('manifest');
  faults.addAll(objectiveFaults(subject.manifest.objective));
  if (faults.failed) return faults.all();
  checkIdentity(subject, faults);
  checkRecord(subject, faults);
  const placed = judgePlacement(subject, faults);
  if (placed !== null) checkChecksums(subject.manifest, placed, faults);
  return faults.all();
}

/** Nothing can be said of a placement under an objective that there is not. */
function objectiveFaults(text: string): readonly Diagnostic[] {
  try {
    parseObjective(text);
    return [];
  } catch (error) {
    if (error instanceof NmapError) return error.diagnostics;
    throw error;
  }
}
