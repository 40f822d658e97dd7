export {
  FAILURE_KINDS,
  parseRecord,
  RECORD_FORMAT,
  RECORD_VERSION,
  recordSchema,
  stringifyRecord,
  withoutCost,
  type FailureKind,
  type ReadRecord,
  type RunCost,
  type RunFailure,
  type RunOutcome,
  type RunRecord,
  type RunSuccess,
} from './run/record.ts';
export { DEFAULT_METRICS, metricOf, TIME_METRICS, type Metric } from './summary/metrics.ts';
export { summarise, type SummaryOptions } from './summary/summarise.ts';
export type * from './summary/summary.ts';
export { summaryFiles, type ResultFile } from './tables/files.ts';
export { latexOf } from './tables/latex.ts';
export { markdownOf } from './tables/markdown.ts';
export { type Column, type Table } from './tables/table.ts';
export { headlineTables, resultTables, timeTables } from './tables/tables-of.ts';
