/** Mappers side by side, as one call: a plan in, the record of every run out. */
import { availableParallelism } from 'node:os';
import type { Diagnostic } from '@nmap/ir';
import type { Engine } from './engine/engine.ts';
import { localEngine } from './engine/local.ts';
import { DEFAULT_MEMORY_MB } from './engine/run-in-child.ts';
import { shardOf, type Shard } from './engine/shard.ts';
import { TimeLeft } from './engine/time-left.ts';
import { makePlan, type PlanInput } from './plan/make-plan.ts';
import type { Plan } from './plan/plan.ts';
import { labelled } from './run/labelled.ts';
import { layOut, type LayOutProgress, type Study } from './run/lay-out.ts';
import type { PlannedRun } from './run/planned-run.ts';
import type { RunRecord } from './run/record.ts';
import { folderStore, memoryStore } from './run/store.ts';

export interface CompareOptions {
  /** Folder for the records, and where finished runs are looked up; null or absent = they are kept in memory. */
  readonly output?: string | null;
  /** Runs at once; default: as many as there are cores. */
  readonly jobs?: number;
  /** Threads of a run; never change its result. Default 1. */
  readonly threads?: number;
  /** Heap of a run's process at most, MB. */
  readonly memoryMb?: number;
  /** Only this part of the runs; null or absent = all. */
  readonly shard?: Shard | null;
  /** Who makes the runs; default: processes of this machine. */
  readonly engine?: Engine | null;
  /** Runs that have failed are made again. */
  readonly retryFailed?: boolean;
  /** Aborted: what runs is ended, what has ended is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  /** Before the runs are known: each network is read, and it is settled what every mapper does on each chip. */
  readonly onLayOut?: (progress: LayOutProgress) => void;
  /** Once they are known: from here on there is something that can be stopped and kept. */
  readonly onLaidOut?: () => void;
  readonly onNotice?: (text: string) => void;
}

export interface CompareProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly elapsedMs: number;
  /** Null before the first run has ended. */
  readonly leftMs: number | null;
}

export interface Comparison {
  readonly study: Study;
  /** Of every run of this part that has ended, in the order of the plan; what a run is called follows the plan. */
  readonly records: readonly RunRecord[];
  /** Runs of this part; without duplicates. */
  readonly planned: number;
  /** Of these, made now; the others were there. */
  readonly made: number;
  /** Runs without a record: the comparison was stopped. */
  readonly missing: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws NmapError (input): a plan, a network or a chip that cannot be read. What a mapper does is never thrown: it is a record. */
export async function compare(plan: Plan | PlanInput, options: CompareOptions = {}): Promise<Comparison> {
  const settled = isPlan(plan) ? plan : makePlan(plan);
  const { output = null, shard = null, jobs = availableParallelism() } = options;
  const store = output === null ? memoryStore() : folderStore(output);
  const study = await layOut(settled, options.onLayOut);
  options.onLaidOut?.();
  const runs = shard === null ? study.runs : shardOf(study.runs, shard);
  // Two names of one pipeline are one run.
  const distinct = [...new Map(runs.map((run) => [run.id, run])).values()];
  const found = new Map<string, RunRecord>();
  for (const { id } of distinct) {
    const record = store.read(id);
    if (record !== null && !(options.retryFailed === true && !record.outcome.ok)) found.set(id, record);
  }
  const pending = distinct.filter(({ id }) => !found.has(id));
  const engine =
    options.engine ??
    localEngine({ jobs, threads: options.threads ?? 1, memoryMb: options.memoryMb ?? DEFAULT_MEMORY_MB });
  const tell = progressOf({ distinct, pending, found, jobs }, options);
  if (pending.length > 0)
    await engine(pending, {
      signal: options.signal ?? new AbortController().signal,
      onNotice: options.onNotice ?? (() => undefined),
      onRecord: async (record) => {
        await store.write(record);
        found.set(record.id, record);
        tell(record);
      },
    });
  const records = runs.flatMap((run) => {
    const record = found.get(run.id);
    return record === undefined ? [] : [labelled(record, run)];
  });
  const missing = distinct.filter(({ id }) => !found.has(id)).length;
  return {
    study,
    records,
    planned: distinct.length,
    made: pending.length - missing,
    missing,
    diagnostics: [...study.diagnostics, ...store.diagnostics],
  };
}

function isPlan(plan: Plan | PlanInput): plan is Plan {
  return Array.isArray(plan.seeds) && 'grain' in plan && 'clusters' in plan && 'objectives' in plan;
}

interface State {
  readonly distinct: readonly PlannedRun[];
  readonly pending: readonly PlannedRun[];
  readonly found: ReadonlyMap<string, RunRecord>;
  readonly jobs: number;
}

/** Tells where a comparison stands, at once and after every run. */
function progressOf(
  { distinct, pending, found, jobs }: State,
  { onProgress }: CompareOptions,
): (record: RunRecord) => void {
  if (onProgress === undefined) return () => undefined;
  const startedMs = performance.now();
  const left = new TimeLeft(jobs);
  const byId = new Map(distinct.map((run) => [run.id, run]));
  for (const [id, record] of found) left.add(byId.get(id)!, record);
  const rest = new Map(pending.map((run) => [run.id, run]));
  const tell = (): void => {
    onProgress({
      done: distinct.length - rest.size,
      total: distinct.length,
      failed: [...found.values()].filter(({ outcome }) => !outcome.ok).length,
      elapsedMs: performance.now() - startedMs,
      leftMs: left.ofMs(rest.values()),
    });
  };
  tell();
  return (record) => {
    left.add(byId.get(record.id)!, record);
    rest.delete(record.id);
    tell();
  };
}
