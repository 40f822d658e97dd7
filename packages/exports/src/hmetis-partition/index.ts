import { partitionLines } from '../common/partition-lines.ts';
import type { Exporter } from '../exporter.ts';

/** What hMETIS writes beside its input. */
export const hmetisPartition: Exporter = (subject) => ({
  files: [{ name: null, pieces: partitionLines('hmetis-partition', subject) }],
  diagnostics: [],
});
