/**
 * Runs the passes of a pipeline. The runner alone checks the input, forks the random
 * numbers, verifies, checksums, times, records the cost before and after, dumps, and
 * names pass and seed in a failure: passes contain none of that.
 */
import { Rng } from '@nmap/kernels';
import {
  NmapError,
  checkProblem,
  verifyClustered,
  verifyPlaced,
  verifyRouted,
  type Diagnostic,
} from '@nmap/ir';
import { startClock, type Budget, type Clock } from './budget.ts';
import { stageChecksum } from './checksum.ts';
import type { AnyPass } from './pass.ts';
import { stageCost } from './stage-cost.ts';
import type { CompileStage } from './stage.ts';

export interface PassRecord {
  readonly pass: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** What the pass's random numbers were forked from: run seed, name and occurrence. */
  readonly seed: number;
  readonly occurrence: number;
  readonly checksum: string;
  /** Stopped by the clock or by Ctrl-C before it was done. */
  readonly truncated: boolean;
  readonly timeMs: number;
  /** Cost of the stage it started from and of the one it made; null where a stage has none. */
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly costName: string | null;
  readonly stats: Readonly<Record<string, number>>;
}

export interface ProgressReport {
  readonly pass: string;
  readonly passIndex: number;
  readonly passCount: number;
  /** 0..1 within the pass. */
  readonly fraction: number;
  readonly cost: number | null;
  readonly elapsedMs: number;
}

export interface RunOptions {
  readonly seed: number;
  readonly budget: Budget;
  /** At most this many threads compute at once; never changes the result. */
  readonly threads: number;
  /** Verify after every pass, not only at the end. */
  readonly check: boolean;
  readonly onProgress?: (report: ProgressReport) => void;
  /** Called with every stage: what `--dump` writes. */
  readonly onStage?: (record: PassRecord, stage: CompileStage) => void;
}

export interface RunResult {
  readonly stage: CompileStage;
  readonly records: readonly PassRecord[];
  readonly stopped: 'time-limit' | 'interrupted' | null;
  readonly timeMs: number;
}

/** @throws NmapError: infeasible (before any search), not-found or internal, naming pass and seed. */
export async function runPasses(
  start: CompileStage,
  passes: readonly AnyPass[],
  options: RunOptions,
): Promise<RunResult> {
  checkOrder(start, passes);
  const clock = startClock(options.budget);
  const records: PassRecord[] = [];
  const occurrences = new Map<string, number>();
  let stage = start;
  if (stage.stage === 'lowered') checkFeasible(stage);
  for (const [index, pass] of passes.entries()) {
    const occurrence = occurrences.get(pass.name) ?? 0;
    occurrences.set(pass.name, occurrence + 1);
    const { next, record } = await runPass(
      stage,
      pass,
      { index, count: passes.length, occurrence },
      options,
      clock,
    );
    records.push(record);
    if (next.stage === 'lowered') checkFeasible(next);
    if (options.check || index === passes.length - 1) verifyStage(next, pass, options.seed);
    options.onStage?.(record, next);
    stage = next;
  }
  const stopped = records.some((record) => record.truncated) ? (clock.stopReason() ?? 'time-limit') : null;
  return { stage, records, stopped, timeMs: clock.elapsedMs() };
}

async function runPass(
  stage: CompileStage,
  pass: AnyPass,
  position: { readonly index: number; readonly count: number; readonly occurrence: number },
  options: RunOptions,
  clock: Clock,
): Promise<{ next: CompileStage; record: PassRecord }> {
  const stats: Record<string, number> = {};
  let truncated = false;
  const before = stageCost(stage);
  const startedMs = clock.elapsedMs();
  const report = (fraction: number, cost: number | null): void =>
    options.onProgress?.({
      pass: pass.name,
      passIndex: position.index,
      passCount: position.count,
      fraction,
      cost,
      elapsedMs: clock.elapsedMs(),
    });
  report(0, null);
  const next = await Promise.resolve(
    pass.run(stage, {
      rng: Rng.fork(options.seed, pass.name, position.occurrence),
      threads: options.threads,
      stat: (name, value) => void (stats[name] = value),
      progress: (fraction, cost) => {
        report(fraction, cost ?? null);
        if (clock.stopReason() === null) return 'go';
        truncated = true;
        return 'stop';
      },
    }),
  ).catch((error: unknown) => {
    throw inPass(error, pass, options.seed);
  });
  if (next.stage !== pass.to)
    throw broken(pass, options.seed, `returned the stage "${next.stage}", promised "${pass.to}".`);
  report(1, null);
  const after = stageCost(next);
  const record: PassRecord = {
    pass: pass.name,
    options: pass.options,
    seed: options.seed,
    occurrence: position.occurrence,
    checksum: stageChecksum(next),
    truncated,
    timeMs: clock.elapsedMs() - startedMs,
    costBefore: before !== null && before.name === after?.name ? before.value : null,
    costAfter: after?.value ?? null,
    costName: after?.name ?? null,
    stats,
  };
  return { next, record };
}

/** Names pass and seed in an error of ours; a programming error becomes an internal one. */
function inPass(error: unknown, pass: AnyPass, seed: number): unknown {
  if (error instanceof NmapError) {
    if (error.kind !== 'internal' && error.kind !== 'not-found') return error;
    return new NmapError(
      error.kind,
      error.diagnostics.map((diagnostic) => ({
        ...diagnostic,
        where: `${pass.name} (seed ${seed}): ${diagnostic.where}`,
      })),
    );
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return broken(pass, seed, message);
}

function broken(pass: AnyPass, seed: number, message: string): NmapError {
  return new NmapError('internal', [
    {
      code: 'E5002',
      severity: 'error',
      where: `${pass.name} (seed ${seed})`,
      message,
      hint: 'This is a bug in nmap, not in your input.',
    },
  ]);
}

function checkOrder(start: CompileStage, passes: readonly AnyPass[]): void {
  let at = start.stage;
  const faults: Diagnostic[] = [];
  for (const [index, pass] of passes.entries()) {
    if (pass.from !== at) {
      faults.push({
        code: 'E1402',
        severity: 'error',
        where: `pipeline, pass ${index + 1} (${pass.name})`,
        message: `starts from a ${pass.from} network, but what comes before leaves it ${at}.`,
        hint: 'Order: lower; partition/...; place/...; refine/...; route/...',
      });
    }
    at = pass.to;
  }
  if (faults.length > 0) throw new NmapError('input', faults);
}

function checkFeasible(stage: Extract<CompileStage, { stage: 'lowered' }>): void {
  const violations = checkProblem(stage.problem).filter((diagnostic) => diagnostic.severity === 'error');
  if (violations.length > 0) throw new NmapError('infeasible', violations);
}

/** @throws NmapError (internal): our own verifier failed on our own result. */
function verifyStage(stage: CompileStage, pass: AnyPass, seed: number): void {
  const faults =
    stage.stage === 'clustered'
      ? verifyClustered(stage)
      : stage.stage === 'placed'
        ? [...verifyClustered(stage.clustered), ...verifyPlaced(stage)]
        : stage.stage === 'routed'
          ? [
              ...verifyClustered(stage.placed.clustered),
              ...verifyPlaced(stage.placed),
              ...verifyRouted(stage),
            ]
          : [];
  if (faults.length > 0) throw inPass(new NmapError('internal', faults), pass, seed);
}
