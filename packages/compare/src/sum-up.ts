import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@nmap/manifest';
import { plotFiles } from './plots/files.ts';
import type { RunRecord } from './run/record.ts';
import { summarise, type SummaryOptions } from './summary/summarise.ts';
import type { Summary } from './summary/summary.ts';
import { summaryFiles, type ResultFile } from './tables/files.ts';

/**
 * Sums records up, and writes tables and plots into a folder: `summary.json`, `.csv`, `.md` and `.tex`, the same bytes for the same
 * placements; `times.*` and `plots/*.svg` beside them.
 * @returns the plots, too, for who shows them otherwise.
 * @throws NmapError (input): see {@link summarise}.
 */
export async function sumUp(
  folder: string,
  records: readonly RunRecord[],
  options: SummaryOptions,
): Promise<{ readonly summary: Summary; readonly plots: readonly ResultFile[] }> {
  const summary = summarise(records, options);
  const plots = await plotFiles(summary);
  for (const { name, text } of [...summaryFiles(summary), ...plots]) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, text);
  }
  return { summary, plots };
}
