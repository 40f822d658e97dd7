/** `nmap compare` without a terminal: reads the plan, has the runs made or a script written, sums up. */
import { basename, join } from 'node:path';
import {
  checkMetrics,
  compare,
  DEFAULT_MEMORY_MB,
  emitScript,
  folderStore,
  layOut,
  localEngine,
  makePlan,
  mergeFolders,
  planText,
  problemCount,
  queueOf,
  readPlanFile,
  type CompareProgress,
  type Comparison,
  type Plan,
  type RunRecord,
  type ScriptKind,
  type Summary,
} from '@nmap/compare';
import type { Diagnostic } from '@nmap/ir';
import { writeFileAtomically } from '@nmap/manifest';
import type { WrittenPlan } from '../commands/compare-plan-options.ts';
import { writeComparison } from './write-comparison.ts';

export interface CompareRequest {
  /** Null where only folders are merged. */
  readonly written: WrittenPlan | null;
  readonly output: string;
  readonly jobs: number;
  /** True where the user said how many. */
  readonly jobsAsked: boolean;
  readonly threads: number;
  readonly memoryMb: number | null;
  readonly retryFailed: boolean;
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly merge: readonly string[] | null;
  readonly emit: ScriptKind | null;
  readonly shards: number | null;
  readonly engine: 'local' | 'bullmq';
  readonly redis: string | null;
  /** Draw the summary, too. */
  readonly plots: boolean;
}

export interface CompareControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompareProgress) => void;
  readonly onNotice: (text: string) => void;
}

export interface CompareDone {
  /** For stdout. */
  readonly text: string;
  /** For stderr. */
  readonly remark: string;
  /** Null where there is none: a part of a study, a script, a stop. */
  readonly summary: Summary | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly details: Readonly<Record<string, unknown>>;
}

export async function runCompareJob(request: CompareRequest, control: CompareControl): Promise<CompareDone> {
  const { written, merge, emit } = request;
  const plan = written === null ? null : await planOf(written);
  if (plan?.metrics) checkMetrics(plan.metrics);
  if (merge !== null) return merged(merge, plan, request);
  if (plan === null) throw new Error('a comparison without a plan');
  return emit === null ? made(plan, request, control) : emitted(emit, plan, request);
}

function planOf(written: WrittenPlan): Promise<Plan> | Plan {
  return written.kind === 'file' ? readPlanFile(written.file) : makePlan(written.input, flagOf);
}

const FLAGS: Readonly<Record<string, string>> = {
  hardware: '--hw',
  objectives: '--objective',
  networks: 'NET',
};

/** What a key of a plan is called on the command line. */
function flagOf([key]: readonly (string | number)[]): string {
  return FLAGS[String(key)] ?? `--${String(key)}`;
}

async function made(plan: Plan, request: CompareRequest, control: CompareControl): Promise<CompareDone> {
  const { output, jobs, threads, shard, retryFailed } = request;
  const memoryMb = request.memoryMb ?? DEFAULT_MEMORY_MB;
  const done = await compare(plan, {
    output,
    jobs,
    threads,
    shard,
    retryFailed,
    engine:
      request.redis === null
        ? localEngine({ jobs, threads, memoryMb })
        : (await queueOf()).queueEngine({ url: request.redis, threads, retryFailed }),
    ...control,
  });
  const { diagnostics, records, made: count, missing } = done;
  const summary = shard !== null || control.signal.aborted ? null : await summed(records, plan, request);
  return {
    text: '',
    remark: remarkOf(done, request),
    summary,
    diagnostics,
    details: detailsOf(request, records, { made: count, missing }),
  };
}

async function merged(
  folders: readonly string[],
  plan: Plan | null,
  request: CompareRequest,
): Promise<CompareDone> {
  const study = plan === null ? null : await layOut(plan);
  const { records, missing, diagnostics } = mergeFolders(folders, study);
  const store = folderStore(request.output);
  for (const record of records) await store.write(record);
  const all = [...(study?.diagnostics ?? []), ...diagnostics];
  if (missing > 0) all.push(missingRuns(missing, folders));
  return {
    text: '',
    remark: `${records.length} runs of ${folders.length} folders are in ${request.output}/runs\n`,
    summary: await summed(records, plan, request),
    diagnostics: all,
    details: detailsOf(request, records, { made: 0, missing }),
  };
}

async function emitted(kind: ScriptKind, plan: Plan, request: CompareRequest): Promise<CompareDone> {
  const { written, output, shards, jobs, jobsAsked } = request;
  const study = await layOut(plan);
  let planFile = written?.kind === 'file' ? written.file : '';
  if (written?.kind !== 'file') {
    folderStore(output);
    planFile = join(output, 'plan.yaml');
    await writeFileAtomically(planFile, planText(plan));
  }
  const text = emitScript(kind, {
    program: programName(),
    planFile,
    output,
    plan,
    runs: study.runs.length,
    problems: problemCount(study.runs),
    shards,
    jobs: jobsAsked ? jobs : null,
  });
  return {
    text,
    remark: '',
    summary: null,
    diagnostics: study.diagnostics,
    details: { script: text, plan: planFile },
  };
}

/** As the user called us: where the network scanner of that name is installed, it is not `nmap`. */
function programName(): string {
  const name = basename(process.argv[1] ?? '');
  return name === 'neuromap' ? name : 'nmap';
}

function remarkOf(
  { records, planned, made: count, missing }: Comparison,
  { output, shard }: CompareRequest,
): string {
  const failed = records.filter(({ outcome }) => !outcome.ok).length;
  const part = shard === null ? '' : ` of part ${shard.index} of ${shard.count}`;
  const ended = `${planned - missing} of ${planned} runs${part} are in ${output}/runs, ${count} of them made now`;
  const bad = failed === 0 ? '' : `, ${failed} failed`;
  return missing === 0 ? `${ended}${bad}\n` : `${ended}${bad}; the same command makes the rest\n`;
}

/** Null where nothing ran: there is nothing to sum up. */
async function summed(
  records: readonly RunRecord[],
  plan: Plan | null,
  { output, plots }: CompareRequest,
): Promise<Summary | null> {
  if (records.length === 0) return null;
  const baseline = plan === null ? null : (plan.baseline ?? plan.mappers[0].name);
  const { summary } = await writeComparison(records, {
    output,
    baseline,
    metrics: plan?.metrics ?? null,
    plots,
  });
  return summary;
}

function missingRuns(missing: number, folders: readonly string[]): Diagnostic {
  return {
    code: 'W6103',
    severity: 'warning',
    where: folders.join(', '),
    message: `${missing} runs of the plan are in none of these folders: the summary is without them.`,
    have: missing,
    need: 0,
    unit: 'runs',
    hint: 'nmap compare with the plan and the output folder makes them.',
  };
}

function detailsOf(
  { output }: CompareRequest,
  records: readonly RunRecord[],
  counts: { readonly made: number; readonly missing: number },
): Record<string, unknown> {
  const failed = records.filter(({ outcome }) => !outcome.ok).length;
  return { output, runs: records.length, failed, ...counts };
}
