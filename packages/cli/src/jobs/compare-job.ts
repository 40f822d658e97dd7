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
  sumUp,
  type CompareProgress,
  type Comparison,
  type LayOutProgress,
  type Plan,
  type RunRecord,
  type ScriptKind,
  type Summary,
  type SummaryOptions,
} from '@nmap/compare';
import type { Diagnostic } from '@nmap/ir';
import { writeFileAtomically } from '@nmap/manifest';
import type { WrittenPlan } from '../commands/compare-plan-options.ts';

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
  /** Of a merge without a plan. */
  readonly baseline: string | null;
  readonly metrics: readonly string[] | null;
}

export interface CompareControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompareProgress) => void;
  readonly onLayOut: (progress: LayOutProgress) => void;
  /** All is read: runs begin. */
  readonly onLaidOut: () => void;
  readonly onNotice: (text: string) => void;
}

export interface CompareDone {
  /** For stdout: a script. */
  readonly text: string;
  /** Null where there is nothing to sum up yet, or only a script. */
  readonly summary: Summary | null;
  /** For stderr. */
  readonly remark: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly details: Readonly<Record<string, unknown>>;
}

export async function runCompareJob(request: CompareRequest, control: CompareControl): Promise<CompareDone> {
  const { written, merge, emit } = request;
  const plan = written === null ? null : await planOf(written);
  if (plan?.metrics) checkMetrics(plan.metrics);
  if (merge !== null) return merged(merge, plan, request, control);
  if (plan === null) throw new Error('a comparison without a plan');
  return emit === null ? made(plan, request, control) : emitted(emit, plan, request, control);
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
  const summary = missing > 0 || shard !== null ? null : await summed(output, records, questionOf(plan));
  return {
    text: '',
    summary,
    remark: remarkOf(done, request),
    diagnostics,
    details: detailsOf(request, records, { made: count, missing }),
  };
}

/** Tables, plots and, beside them, both in one page. */
async function summed(
  output: string,
  records: readonly RunRecord[],
  question: SummaryOptions,
): Promise<Summary> {
  const { summary, plots } = await sumUp(output, records, question);
  const { studyPage } = await import('./study-page.ts');
  await writeFileAtomically(join(output, 'summary.html'), studyPage(summary, plots));
  return summary;
}

/** The first mapper of a plan is the baseline, where it names none. */
function questionOf({ baseline, mappers, metrics }: Plan): SummaryOptions {
  return { baseline: baseline ?? mappers[0].name, metrics };
}

async function merged(
  folders: readonly string[],
  plan: Plan | null,
  request: CompareRequest,
  { onLayOut }: CompareControl,
): Promise<CompareDone> {
  const study = plan === null ? null : await layOut(plan, onLayOut);
  const { records, missing, diagnostics } = mergeFolders(folders, study);
  const store = folderStore(request.output);
  for (const record of records) await store.write(record);
  const { baseline, metrics } = request;
  const summary = await summed(
    request.output,
    records,
    plan === null ? { baseline, metrics } : questionOf(plan),
  );
  const all = [...(study?.diagnostics ?? []), ...diagnostics];
  if (missing > 0) all.push(missingRuns(missing, folders));
  return {
    text: '',
    summary,
    remark: `${records.length} runs of ${folders.length} folders are in ${request.output}/runs; tables, plots and a page, summary.html, are in ${request.output}\n`,
    diagnostics: all,
    details: detailsOf(request, records, { made: 0, missing }),
  };
}

async function emitted(
  kind: ScriptKind,
  plan: Plan,
  request: CompareRequest,
  { onLayOut }: CompareControl,
): Promise<CompareDone> {
  const { written, output, shards, jobs, jobsAsked } = request;
  const study = await layOut(plan, onLayOut);
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
    summary: null,
    remark: '',
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
  const summed = shard === null ? `; tables, plots and a page, summary.html, are in ${output}` : '';
  return missing === 0 ? `${ended}${bad}${summed}\n` : `${ended}${bad}; the same command makes the rest\n`;
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
