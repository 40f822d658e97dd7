import type { CompileResult } from '@nmap/compiler';
import type { Manifest } from '@nmap/manifest';
import { reportOf, reportPage, textOf, type RunOfReport } from '@nmap/report';
import { renderTable } from '../output/table.ts';

/** The page of a placement that a run has just made and verified, with what the run told of its passes. */
export function placementPage(manifest: Manifest, result: CompileResult, told: RunOfReport['told']): string {
  const { placed } = result.routed;
  const report = reportOf({
    manifest,
    placed,
    spec: placed.clustered.traffic.kind === 'clusters' ? null : placed.problem.network.spec,
    labels: manifest.network.ids ?? null,
    run: { passes: result.run.records, told },
  });
  const text = textOf(report, (names, rows) => renderTable(names, rows, null));
  return reportPage('placement', {
    title: `${manifest.network.name} on ${manifest.hardware.name}`,
    data: report,
    text,
  });
}
