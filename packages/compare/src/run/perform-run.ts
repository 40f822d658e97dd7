/** One run, in the process that it has to itself: place, judge, count; its record says what came of it. */
import { hostname } from 'node:os';
import {
  loadManifestSubject,
  place,
  VERSION,
  verifyManifest,
  type PassRecord,
  type Phase,
} from '@nmap/compiler';
import { NmapError } from '@nmap/ir';
import { contentHash } from '@nmap/kernels';
import { manifestPieces, type Manifest } from '@nmap/manifest';
import { costOf } from './cost-command.ts';
import { failureKindOf } from './failure-kind.ts';
import { flatMetrics } from './flat-metrics.ts';
import { peakMemoryBytes } from './peak-memory.ts';
import type { PlannedRun } from './planned-run.ts';
import {
  RECORD_FORMAT,
  RECORD_VERSION,
  type FailureKind,
  type RunCost,
  type RunFailure,
  type RunOutcome,
  type RunRecord,
} from './record.ts';

export interface RunControl {
  /** When the run began, on the clock of `performance.now()`: 0 where it has a process of its own, whose start counts. */
  readonly sinceMs: number;
  /** At most this many threads compute at once; never changes the result. */
  readonly threads: number;
  /** Nobody waits for the result any more. */
  readonly cancelled: () => boolean;
  readonly onPhase: (phase: Phase) => void;
  /** There is a placement: what follows judges it, and no time limit counts. */
  readonly onPlaced: () => void;
}

/** Of a run that never began, or left nothing. */
export function failedRun(
  run: PlannedRun,
  {
    kind,
    code,
    message,
  }: { readonly kind: FailureKind; readonly code: string | null; readonly message: string },
  cost: RunCost | null,
): RunRecord {
  return recordOf(run, { outcome: { ok: false, kind, code, message }, cost });
}

/** Never throws for what a mapper or a network does: that is a failure, and is recorded. */
export async function performRun(run: PlannedRun, control: RunControl): Promise<RunRecord> {
  if (run.refused !== null) return failedRun(run, run.refused, null);
  const { seed, objective, setting, network, hardware, mapper } = run;
  let passes: readonly PassRecord[] = [];
  let cost: RunCost | null = null;
  let manifest: Manifest;
  try {
    const placed = await place(network.file, hardware.hardware, {
      pipeline: mapper.pipeline,
      seed,
      objective,
      threads: control.threads,
      cores: setting.cores,
      neuronsPerCore: setting.neuronsPerCore,
      kind: network.clusters ? 'clusters' : 'network',
      lenient: network.lenient,
      budget: {
        timeLimitS: setting.timeLimitS,
        elapsedBeforeMs: performance.now() - control.sinceMs,
        cancelled: control.cancelled,
      },
      onProgress: ({ phase }) => {
        control.onPhase(phase);
      },
    });
    manifest = placed.manifest;
    passes = placed.result.run.records;
    cost = costNow(passes, control);
    control.onPlaced();
  } catch (error) {
    cost = costNow(null, control);
    return recordOf(run, { outcome: failureOf(error, isOutOfTime(run, control)), cost });
  }
  refuseOtherFiles(run, manifest);
  const made = { passes, manifest, cost, fellBackTo: fellBackTo(passes) };
  return recordOf(run, { ...made, outcome: await judged(run, made) });
}

interface Made {
  readonly outcome: RunOutcome;
  readonly cost: RunCost | null;
  readonly passes?: readonly PassRecord[];
  readonly manifest?: Manifest;
  readonly fellBackTo?: string | null;
}

async function judged(
  run: PlannedRun,
  { manifest, fellBackTo: other }: { readonly manifest: Manifest; readonly fellBackTo: string | null },
): Promise<RunOutcome> {
  if (other !== null)
    return failure('fell-back', null, `a pass gave its work to ${other}: this is not its placement.`);
  const { network, hardware, setting } = run;
  const subject = await loadManifestSubject(manifest, network.file, hardware.hardware, {
    lenient: network.lenient,
  });
  const fault = verifyManifest(subject).find(({ severity }) => severity === 'error');
  if (fault !== undefined) return failure('illegal', fault.code, `${fault.where}: ${fault.message}`);
  const numbers = flatMetrics(manifest);
  if (setting.costCommand === null)
    return { ok: true, verified: true, complete: manifest.complete, ...numbers };
  try {
    const cost = await costOf(setting.costCommand, manifestPieces(manifest));
    const metrics = { ...numbers.metrics, cost };
    return { ok: true, verified: true, complete: manifest.complete, ...numbers, metrics };
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    const [{ code, where, message }] = error.diagnostics;
    return failure('cost-command', code, `${where} ${message}`);
  }
}

function recordOf(
  run: PlannedRun,
  { outcome, cost, passes = [], manifest, fellBackTo: other = null }: Made,
): RunRecord {
  const { id, network, hardware, mapper, objective, seed, setting } = run;
  const { name, sha256, neurons } = network;
  const counted = passes.filter(({ stats }) => stats['evaluations'] !== undefined);
  return {
    format: RECORD_FORMAT,
    version: RECORD_VERSION,
    id,
    toolVersion: VERSION,
    network: { name, sha256, neurons, synapses: manifest?.network.synapses ?? null },
    hardware: { name: hardware.name, sha256: hardware.sha256 },
    mapper,
    objective,
    seed,
    setting,
    outcome,
    fellBackTo: other,
    placementSha256: manifest === undefined ? null : contentHash(placementOf(manifest)),
    checksums: passes.map(({ pass, checksum, truncated }) => ({ pass, checksum, truncated })),
    evaluations:
      counted.length === 0 ? null : counted.reduce((sum, { stats }) => sum + stats['evaluations'], 0),
    cost,
  };
}

type Hashable = Parameters<typeof contentHash>[0];

/** Which core holds which neurons, and how spikes travel. */
function placementOf({ cores, ports, routing }: Manifest): Hashable {
  return { cores, ports, routing };
}

/** What made a stage in the place of a pass that found nothing; null = every pass made its own. */
function fellBackTo(passes: readonly PassRecord[]): string | null {
  return passes.find((pass) => pass.fellBackTo !== undefined)?.fellBackTo ?? null;
}

function failureOf(error: unknown, outOfTime: boolean): RunFailure {
  if (error instanceof NmapError) {
    const [first] = error.diagnostics;
    return failure(failureKindOf(error, outOfTime), first.code, `${first.where}: ${first.message}`);
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    (error instanceof RangeError && /allocation failed/i.test(message))
  )
    return failure('out-of-memory', null, message);
  return failure('crash', null, error instanceof Error ? message : String(error));
}

function failure(kind: FailureKind, code: string | null, message: string): RunFailure {
  return { ok: false, kind, code, message };
}

function isOutOfTime({ setting: { timeLimitS } }: PlannedRun, { sinceMs }: RunControl): boolean {
  // The search ends a little earlier, to leave time for verifying and counting.
  return timeLimitS !== null && performance.now() - sinceMs > 900 * timeLimitS;
}

function costNow(passes: readonly PassRecord[] | null, { sinceMs }: RunControl): RunCost {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    wallMs: performance.now() - sinceMs,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    mappingMs: passes === null ? null : passes.reduce((sum, { timeMs }) => sum + timeMs, 0),
    peakMemoryBytes: peakMemoryBytes(),
    host: hostname(),
  };
}

/** The identity of a run is what its files meant when it was planned. @throws NmapError (input). */
function refuseOtherFiles({ network, hardware }: PlannedRun, manifest: Manifest): void {
  const other =
    manifest.network.sha256 !== network.sha256
      ? network.file
      : manifest.hardware.sha256 !== hardware.sha256
        ? hardware.hardware
        : null;
  if (other === null) return;
  throw new NmapError('input', [
    {
      code: 'E1905',
      severity: 'error',
      where: other,
      message: 'says something else here than where, or when, the comparison was planned.',
      hint: 'Every run must read the same networks and chips: copy the files, or start the comparison again.',
    },
  ]);
}
