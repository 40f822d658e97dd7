/**
 * Runs the passes of a pipeline. The runner alone checks the input, forks the random
 * numbers, verifies, checksums, times, records the cost before and after, dumps, and
 * names pass and seed in a failure: passes contain none of that.
 */
import { Rng } from '@nmap/kernels';
import {
  NmapError,
  checkProblem,
  reachOf,
  type ClusterReach,
  type Clustered,
  type Diagnostic,
  type Lowered,
} from '@nmap/ir';
import { verifyClustered, verifyPlaced, verifyRouted } from '@nmap/judge';
import type { PassContext } from '@nmap/mappers';
import { startClock, type Budget, type Clock, type StopReason } from './budget.ts';
import { MAPPING, checkOrder } from './check-order.ts';
import { brokenPromise } from './check-promise.ts';
import { checkSource } from './check-source.ts';
import { stageChecksum } from './checksum.ts';
import { fellBackWarning } from './fell-back.ts';
import type { SettledChoice } from './grain/grain.ts';
import { grainOf, isLowerPass } from './lower-pass.ts';
import { broken, endedWithoutState, inPass } from './pass-errors.ts';
import type { AnyPass } from './pass.ts';
import { paceOf, restTimeMs } from './rest-time.ts';
import { runGpmetis } from './programs/gpmetis.ts';
import { partitionerFor } from './split/partitioner-of.ts';
import { runAlone } from './run-alone.ts';
import { stageCost, type StageCost } from './stage-cost.ts';
import type { CompileStage, Source } from './stage.ts';

export interface PassRecord {
  readonly pass: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** What the pass's random numbers were forked from: run seed, name and occurrence. */
  readonly seed: number;
  readonly occurrence: number;
  readonly checksum: string;
  /** Stopped by the clock or by Ctrl-C before it was done. */
  readonly truncated: boolean;
  /** What made the stage where the pass's own rule found nothing legal; absent where the pass made it itself. */
  readonly fellBackTo?: string;
  /** Of the pass alone: neither pricing its stages nor verifying nor checksums are in it. */
  readonly timeMs: number;
  /** Cost of the stage it started from and of the one it made; null where a stage has none. */
  readonly costBefore: number | null;
  readonly costAfter: number | null;
  readonly costName: string | null;
  readonly stats: Readonly<Record<string, number>>;
}

/**
 * What a run is busy with. While lowering and checking there is no legal state that could be kept, and nothing asks
 * whether to stop; while searching there is or comes one; verifying and counting judge the one that was found.
 */
export type Phase = 'lowering' | 'checking' | 'searching' | 'verifying' | 'counting';

export interface ProgressReport {
  readonly phase: Phase;
  readonly pass: string;
  readonly passIndex: number;
  readonly passCount: number;
  /** Done of the pass, 0..1, never falling; null where that is not known. */
  readonly fraction: number | null;
  /** The lowest that the pass has told. */
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
  /** What the passes said of their input, in order. */
  readonly diagnostics: readonly Diagnostic[];
  readonly stopped: StopReason | null;
  readonly timeMs: number;
  /** What verifying looked up of the last stage, for who counts what it costs; null where nothing was verified. */
  readonly reach: (() => ClusterReach) | null;
}

/**
 * @throws NmapError: infeasible (before any search), not-found or internal, naming pass and seed; what passes said before
 * comes last in it.
 */
export async function runPasses(
  start: CompileStage,
  passes: readonly AnyPass[],
  options: RunOptions,
): Promise<RunResult> {
  const said: Diagnostic[] = [];
  try {
    return await runAll(start, passes, options, said);
  } catch (error) {
    if (!(error instanceof NmapError) || said.length === 0) throw error;
    throw new NmapError(error.kind, [...error.diagnostics, ...said]);
  }
}

async function runAll(
  start: CompileStage,
  passes: readonly AnyPass[],
  options: RunOptions,
  diagnostics: Diagnostic[],
): Promise<RunResult> {
  checkOrder(start.stage, passes, MAPPING);
  const clock = startClock(options.budget);
  const records: PassRecord[] = [];
  const occurrences = new Map<string, number>();
  const left = new Map<string, Clustered>();
  let stage = start;
  // Where a mapping begins that another preset might make.
  let origin: Lowered | Clustered | null = start.stage === 'clustered' ? start : null;
  let cost = stageCost(stage);
  let reach: (() => ClusterReach) | null = null;
  const reporter = (pass: AnyPass, passIndex: number): Reporter => {
    const position = { pass: pass.name, passIndex, passCount: passes.length };
    return (phase, fraction, cost) =>
      options.onProgress?.({ phase, ...position, fraction, cost, elapsedMs: clock.elapsedMs() });
  };
  let pace = 1;
  const check = (lowered: CompileStage, report: Reporter): void => {
    if (lowered.stage !== 'lowered') return;
    origin = lowered;
    const startedMs = clock.elapsedMs();
    report('checking', 0, null);
    checkFeasible(lowered);
    pace = paceOf(lowered.problem, clock.elapsedMs() - startedMs);
  };
  if (passes.length > 0) {
    check(stage, reporter(passes[0], 0));
  }
  for (const [index, pass] of passes.entries()) {
    const occurrence = occurrences.get(pass.name) ?? 0;
    occurrences.set(pass.name, occurrence + 1);
    const report = reporter(pass, index);
    // What splits neurons comes before: its network is the one that has to fit.
    if (stage.stage === 'source' && pass.to === 'lowered') checkSource(stage, choiceOf(pass, stage));
    const isPlacedLater = passes.slice(index + 1).some(({ to }) => to === 'placed');
    const setting = { occurrence, pace, report, diagnostics, isPlacedLater, origin, left, passes };
    const run = await runPass(stage, pass, setting, options, clock);
    const { next } = run;
    const before = cost;
    cost = stageCost(next);
    const record = recordOf(run, pass, { occurrence, seed: options.seed, before, after: cost });
    records.push(record);
    if (run.fellBackTo !== null) diagnostics.push(fellBackWarning(pass.name, run.fellBackTo));
    check(next, report);
    if (options.check || index === passes.length - 1) {
      report('verifying', 1, record.costAfter);
      reach = verifyStage(next, pass, options.seed);
    }
    options.onStage?.(record, next);
    stage = next;
  }
  const truncation = records.find((record) => record.truncated);
  const stopped = truncation === undefined ? null : (clock.stopReason() ?? 'time-limit');
  return { stage, records, diagnostics, stopped, timeMs: clock.elapsedMs(), reach };
}

/** What the network will be laid out as: units of several neurons take no memory by synapses. */
function choiceOf(lowering: AnyPass, source: Source): SettledChoice | undefined {
  return isLowerPass(lowering) ? (lowering.settledFor(source).choice as SettledChoice) : undefined;
}

type Reporter = (phase: Phase, fraction: number | null, cost: number | null) => void;

/** What a pass made of its stage, and what the runner saw of it. */
interface PassRun {
  readonly next: CompileStage;
  readonly timeMs: number;
  readonly stopped: StopReason | null;
  readonly fellBackTo: string | null;
  readonly stats: Readonly<Record<string, number>>;
}

interface Setting {
  readonly occurrence: number;
  readonly pace: number;
  readonly report: Reporter;
  readonly diagnostics: Diagnostic[];
  /** True where a placer is still to come. */
  readonly isPlacedLater: boolean;
  readonly origin: Lowered | Clustered | null;
  readonly left: Map<string, Clustered>;
  readonly passes: readonly AnyPass[];
}

/**
 * Of the time until the limit, what a partitioner of units leaves to those that place its clusters. On units a long search
 * begins with a short one: it may be cut anywhere and has lost little, where clusters that nobody had time to place cost
 * several times the hops.
 */
const SHARE_OF_PLACING = 0.3;

async function runPass(
  stage: CompileStage,
  pass: AnyPass,
  { occurrence, pace, report, diagnostics, isPlacedLater, origin, left, passes }: Setting,
  options: RunOptions,
  clock: Clock,
): Promise<PassRun> {
  const stats: Record<string, number> = {};
  const { budget } = options;
  const phase = pass.from === 'source' ? 'lowering' : 'searching';
  let stopped: StopReason | null = null;
  let fellBackTo: string | null = null;
  const leavesMs =
    partsUnits(stage, pass) && isPlacedLater ? SHARE_OF_PLACING * Math.max(0, clock.leftMs()) : 0;
  const keepBack = (connectivity: number | null): void => {
    if (budget.timeLimitS !== null) clock.keepBack(leavesMs + restTimeMs(stage, pace, connectivity));
  };
  let keptBackFor = Infinity;
  let furthest = 0;
  let leastCost: number | null = null;
  keepBack(null);
  report(phase, null, null);
  const context: PassContext = {
    rng: Rng.fork(options.seed, pass.name, occurrence),
    left,
    rngOf: (name) => Rng.fork(options.seed, name, 0),
    threads: options.threads,
    diagnostic: (diagnostic) => void diagnostics.push(diagnostic),
    stat: (name, value) => void (stats[name] = value),
    fellBack: (maker) => void (fellBackTo = maker),
    gpmetis: (wanted) => runGpmetis(wanted, clock.leftMs()),
    progress: (fraction, cost) => {
      // Null and NaN leave `furthest` where it is.
      if (fraction !== null && fraction > furthest) furthest = Math.min(1, fraction);
      if (cost !== undefined && cost < (leastCost ?? Infinity)) leastCost = cost;
      report(phase, fraction === null ? null : furthest, leastCost);
      // The cost of a partition says how many packets there will be to route, verify and count.
      if (pass.to === 'clustered' && cost !== undefined && cost < 0.9 * keptBackFor) {
        keptBackFor = cost;
        keepBack(cost);
      }
      stopped ??= clock.stopReason();
      return stopped === null ? 'go' : 'stop';
    },
  };
  const giveUp = (): boolean => {
    const reason = clock.giveUpReason();
    stopped ??= reason;
    return reason !== null;
  };
  const affords = (setUpMs: number): boolean => {
    stopped ??= clock.stopReason(pace * setUpMs);
    return stopped === null;
  };
  const startedMs = clock.elapsedMs();
  const limited = budget.timeLimitS === null ? context : { ...context, giveUp, affords };
  const alone =
    origin === null
      ? partitionerFor(passes, options.seed, context)
      : { alone: runAlone(origin, { seed: options.seed, grain: grainOf(passes) }, limited) };
  // Most passes are no promises, and throw at once.
  const next = await Promise.resolve()
    .then(() => pass.run(stage, { ...limited, ...alone }))
    .catch((error: unknown) => {
      const named = inPass(error, pass, options.seed);
      throw stopped === null ? named : endedWithoutState(named, stopped, budget);
    });
  const timeMs = clock.elapsedMs() - startedMs;
  const fault = brokenPromise(pass, stage, next);
  if (fault !== null) throw broken(pass, options.seed, fault);
  report(phase, 1, leastCost);
  return { next, timeMs, stopped, fellBackTo, stats };
}

function partsUnits(stage: CompileStage, pass: AnyPass): boolean {
  return pass.to === 'clustered' && stage.stage === 'lowered' && stage.problem.network.units !== null;
}

function recordOf(
  { next, timeMs, stopped, fellBackTo, stats }: PassRun,
  pass: AnyPass,
  run: {
    readonly occurrence: number;
    readonly seed: number;
    readonly before: StageCost | null;
    readonly after: StageCost | null;
  },
): PassRecord {
  const { before, after } = run;
  return {
    pass: pass.name,
    options: pass.options,
    seed: run.seed,
    occurrence: run.occurrence,
    checksum: stageChecksum(next),
    truncated: stopped !== null,
    ...(fellBackTo === null ? {} : { fellBackTo }),
    timeMs,
    costBefore: before !== null && before.name === after?.name ? before.value : null,
    costAfter: after?.value ?? null,
    costName: after?.name ?? null,
    stats,
  };
}

function checkFeasible(stage: Extract<CompileStage, { stage: 'lowered' }>): void {
  const violations = checkProblem(stage.problem).filter((diagnostic) => diagnostic.severity === 'error');
  if (violations.length > 0) throw new NmapError('infeasible', violations);
}

/**
 * @returns what was looked up for it.
 * @throws NmapError (internal): our own verifier failed on our own result.
 */
function verifyStage(stage: CompileStage, pass: AnyPass, seed: number): (() => ClusterReach) | null {
  if (stage.stage === 'source' || stage.stage === 'lowered') return null;
  const reach = reachOf(stage);
  const routed = stage.stage === 'routed' ? stage : null;
  const placed = stage.stage === 'placed' ? stage : (routed?.placed ?? null);
  const clustered = stage.stage === 'clustered' ? stage : placed!.clustered;
  const faults = [
    ...verifyClustered(clustered, reach),
    ...(placed === null ? [] : verifyPlaced(placed)),
    ...(routed === null ? [] : verifyRouted(routed, reach)),
  ];
  if (faults.length > 0) throw inPass(new NmapError('internal', faults), pass, seed);
  return reach;
}
