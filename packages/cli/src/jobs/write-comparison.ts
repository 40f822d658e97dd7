import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plotFiles, summarise, summaryFiles, type RunRecord, type Summary } from '@nmap/compare';
import { writeFileAtomically } from '@nmap/manifest';

export interface ComparisonRequest {
  /** The folder of the comparison. */
  readonly output: string;
  readonly baseline: string | null;
  readonly metrics: readonly string[] | null;
  readonly plots: boolean;
}

/**
 * Sums up the runs of a comparison and writes its tables and plots beside them.
 * @throws NmapError (input): there is nothing to sum up, or the baseline or a metric is not among it.
 */
export async function writeComparison(
  records: readonly RunRecord[],
  { output, baseline, metrics, plots }: ComparisonRequest,
): Promise<{ summary: Summary; files: string[] }> {
  const summary = summarise(records, { baseline, metrics });
  const files = [...summaryFiles(summary), ...(plots ? await plotFiles(summary) : [])];
  mkdirSync(plots ? join(output, 'plots') : output, { recursive: true });
  for (const { name, text } of files) await writeFileAtomically(join(output, name), text);
  return { summary, files: files.map(({ name }) => name) };
}
