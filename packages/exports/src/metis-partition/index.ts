import { partitionLines } from '../common/partition-lines.ts';
import type { Exporter } from '../exporter.ts';

/** What METIS writes beside its input. */
export const metisPartition: Exporter = (subject) => ({
  files: [{ name: null, pieces: partitionLines('metis-partition', subject) }],
  diagnostics: [],
});
