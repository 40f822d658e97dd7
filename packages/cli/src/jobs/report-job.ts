import { verifyManifest, type LoadedSubject } from '@nmap/compiler';
import { decodePlacement, placedOf } from '@nmap/judge';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkOutput, writeFileAtomically, type Manifest } from '@nmap/manifest';
import {
  comparePlacements,
  reportOf,
  reportPage,
  textOf,
  textOfComparison,
  type ReportSubject,
  type TableRenderer,
} from '@nmap/report';
import { fileOfSpikes } from '../spike-files.ts';
import { loadForManifest } from './load-for-manifest.ts';

export interface ReportRequest {
  readonly manifest: string;
  /** A second placement of the same network on the same hardware; null = none. */
  readonly other: string | null;
  readonly network: string;
  readonly hardware: string;
  readonly from: string | null;
  readonly lenient: boolean;
  /** Files of recorded spikes that it was placed with, `[POPULATION=]FILE`. */
  readonly counts: readonly string[];
  /** The HTML file; null = none is written. */
  readonly output: string | null;
}

export interface ReportOutcome {
  readonly manifest: Manifest;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Shows only what verifies: an illegal manifest ends as `verify` would end it, and nothing is written. */
export async function reportManifests(request: ReportRequest, render: TableRenderer): Promise<ReportOutcome> {
  const { other, output } = request;
  if (output !== null) {
    const { manifest, network, hardware, counts } = request;
    const others = other === null ? [] : [other];
    const inputs = [manifest, network, hardware, ...others, ...counts.map(fileOfSpikes)];
    await checkOutput(output, inputs);
  }
  const first = await loadVerified(request.manifest, request);
  const before = subjectOf(first);
  if (other === null) {
    const report = reportOf(before);
    const text = textOf(report, render);
    if (output !== null)
      await writeFileAtomically(output, [
        reportPage('placement', { title: titleOf(first.manifest), data: report, text }),
      ]);
    return { manifest: first.manifest, text, diagnostics: first.diagnostics };
  }
  const second = await loadVerified(other, request);
  const after = subjectOf(second);
  const data = {
    before: reportOf(before),
    after: reportOf(after),
    comparison: comparePlacements(before.placed, after.placed),
  };
  const text = textOfComparison(data, render);
  if (output !== null) {
    const title = `${titleOf(second.manifest)}: A and B`;
    await writeFileAtomically(output, [reportPage('two placements', { title, data, text })]);
  }
  return { manifest: second.manifest, text, diagnostics: second.diagnostics };
}

async function loadVerified(path: string, request: ReportRequest): Promise<LoadedSubject> {
  const loaded = await loadForManifest(path, request.network, request.hardware, request);
  const faults = verifyManifest(loaded).filter(({ severity }) => severity === 'error');
  if (faults.length > 0) throw new NmapError('verification', faults);
  return loaded;
}

/** Of a manifest that verified. */
function subjectOf(loaded: LoadedSubject): ReportSubject {
  const decoded = decodePlacement(loaded.manifest, loaded.problem);
  decoded.faults.throwIfFailed('internal');
  const { manifest, spec, labels = null } = loaded;
  return { manifest, placed: placedOf(loaded, decoded), spec, labels, run: null };
}

function titleOf({ network, hardware }: Manifest): string {
  return `${network.name} on ${hardware.name}`;
}
