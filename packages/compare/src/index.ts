export { compare, type CompareOptions, type CompareProgress, type Comparison } from './compare.ts';
export type { Engine, EngineHooks } from './engine/engine.ts';
export { localEngine } from './engine/local.ts';
export { DEFAULT_MEMORY_MB } from './engine/run-in-child.ts';
export { problemCount, shardOf, type Shard } from './engine/shard.ts';
export { mergeFolders, type Merged } from './merge.ts';
export { makePlan, type MapperInput, type PlanInput } from './plan/make-plan.ts';
export type { Plan, PlannedHardware, PlannedMapper, PlannedNetwork } from './plan/plan.ts';
export { readPlan, readPlanFile } from './plan/read-plan.ts';
export { costOf } from './run/cost-command.ts';
export { runId } from './run/identity.ts';
export { layOut, type Study } from './run/lay-out.ts';
export { performRun } from './run/perform-run.ts';
export type { PlannedRun, RunSetting } from './run/planned-run.ts';
export {
  FAILURE_KINDS,
  parseRecord,
  recordJsonSchema,
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
export { emitScript, type ScriptKind } from './emit/emit.ts';
export type { ScriptRequest } from './emit/script-request.ts';
export { planText } from './plan/plan-text.ts';
export { folderStore } from './run/store.ts';
export { queueOf } from './queue-of.ts';
export { checkMetrics } from './summary/check-metrics.ts';
export { DEFAULT_METRICS, metricOf, TIME_METRICS, type Metric } from './summary/metrics.ts';
export { summarise, type SummaryOptions } from './summary/summarise.ts';
export type * from './summary/summary.ts';
export { summaryFiles, type ResultFile } from './tables/files.ts';
export { latexOf } from './tables/latex.ts';
export { markdownOf } from './tables/markdown.ts';
export { type Column, type Table } from './tables/table.ts';
export { headlineTables, resultTables, timeTables } from './tables/tables-of.ts';
export { plotFiles } from './plots/files.ts';
export { sumUp } from './sum-up.ts';
