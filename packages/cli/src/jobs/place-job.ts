/**
 * The main job, without a terminal: read, compile, verify, write. Its request and its
 * outcome are plain data, so that it runs the same in this thread and in a worker,
 * where Ctrl-C can reach it while an algorithm is busy.
 */
import {
  place,
  type CompileResult,
  type GrainName,
  type GraphFormat,
  type NetworkFormat,
  type PassRecord,
  type ProgressReport,
} from '@nmap/compiler';
import {
  checkOutput,
  manifestPieces,
  writeFileAtomically,
  type Manifest,
  type WrittenTables,
} from '@nmap/manifest';
import { isPreset } from '@nmap/hardware';
import type { Diagnostic, Objective } from '@nmap/ir';
import { EXIT } from '../exit-codes.ts';
import { outcomeOfError, type Outcome } from '../outcome.ts';
import { namedOf } from './named-of.ts';
import type { RunPhase } from './run-phase.ts';

export interface PlaceRequest {
  readonly network: string;
  readonly hardware: string;
  readonly clusters: boolean;
  readonly preset: string;
  readonly pipeline: string | null;
  readonly seed: number;
  readonly threads: number;
  readonly timeLimitS: number | null;
  readonly check: boolean;
  readonly dump: string | null;
  readonly cores: number | null;
  /** Neurons that a core may hold at most, below what the chip allows; null = as many as it can. */
  readonly neuronsPerCore: number | null;
  readonly objective: Objective;
  /** Modelled time of the average step at most, us. */
  readonly maxTimeUs: number | null;
  readonly maxLinkLoad: number | null;
  readonly output: string | null;
  /** What the network file is; null = recognised by its content. */
  readonly from: string | null;
  readonly lenient: boolean;
  /** Lengthen the window until every rate gives whole spikes. */
  readonly expectedSpikes: boolean;
  /** Write what a deployer loads, too. */
  readonly tables: boolean;
  /** What a vertex stands for. */
  readonly grain: GrainName;
}

export interface PlaceControl {
  readonly cancelled: () => boolean;
  readonly onProgress: (report: ProgressReport) => void;
  /** Called when another phase begins. */
  readonly onPhase: (phase: RunPhase) => void;
}

/** What the terminal shows of a finished job. */
export interface PlaceOutcome extends Outcome {
  readonly manifest: Manifest | null;
  readonly passes: readonly PassRecord[];
  readonly timeMs: number;
}

const NS_PER_US = 1000;

/** @param startedAtMs when the command started, in ms since the epoch: its time limit counts from there. */
export async function runPlaceJob(
  request: PlaceRequest,
  startedAtMs: number,
  control: PlaceControl,
): Promise<PlaceOutcome> {
  const diagnostics: Diagnostic[] = [];
  let phase: RunPhase = 'reading';
  const enter = (next: RunPhase): void => {
    if (next !== phase) control.onPhase(next);
    phase = next;
  };
  try {
    if (request.output !== null) await checkOutput(request.output, inputsOf(request));
    const { manifest, result, tables } = await place(request.network, request.hardware, {
      preset: request.preset,
      pipeline: request.pipeline,
      seed: request.seed,
      threads: request.threads,
      cores: request.cores,
      neuronsPerCore: request.neuronsPerCore,
      maxStepNs: request.maxTimeUs === null ? null : Number((request.maxTimeUs * NS_PER_US).toPrecision(12)),
      maxLinkLoad: request.maxLinkLoad,
      objective: request.objective,
      kind: request.clusters ? 'clusters' : 'network',
      format: request.from as NetworkFormat | GraphFormat | null,
      lenient: request.lenient,
      expectedSpikes: request.expectedSpikes,
      tables: request.tables,
      grain: request.grain,
      check: request.check,
      dump: request.dump,
      budget: {
        timeLimitS: request.timeLimitS,
        elapsedBeforeMs: Date.now() - startedAtMs,
        cancelled: control.cancelled,
      },
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: (report) => {
        enter(report.phase);
        control.onProgress(report);
      },
    });
    enter('writing');
    if (request.output !== null)
      await writeFileAtomically(request.output, manifestPieces(manifest, tables ?? undefined));
    // Without a file of its own all of it is in memory.
    const held = tables === null || request.output !== null ? manifest : withTables(manifest, tables);
    return finished(request, result, held, diagnostics);
  } catch (error) {
    const outcome = outcomeOfError(error);
    return {
      ...outcome,
      // Stopped before there was anything legal: it was not the mapper that gave up.
      exit: outcome.exit === EXIT.notFound && control.cancelled() ? EXIT.interrupted : outcome.exit,
      diagnostics: [...diagnostics, ...outcome.diagnostics],
      manifest: null,
      passes: [],
      timeMs: 0,
    };
  }
}

function withTables(manifest: Manifest, tables: WrittenTables): Manifest {
  return { ...manifest, version: 3, tables: { ...tables, cores: [...tables.cores] } };
}

/** Files that the run reads: none of them may be its output. A preset's name is no file. */
function inputsOf({ network, hardware }: PlaceRequest): string[] {
  return isPreset(hardware) ? [network] : [network, hardware];
}

function finished(
  request: PlaceRequest,
  result: CompileResult,
  manifest: Manifest,
  diagnostics: readonly Diagnostic[],
): PlaceOutcome {
  return {
    exit: result.run.stopped === 'interrupted' ? EXIT.interrupted : EXIT.ok,
    diagnostics,
    metrics: manifest.metrics,
    details: {
      complete: manifest.complete,
      ...namedOf(manifest),
      bounds: manifest.bounds,
      clusterBounds: manifest.clusterBounds,
      passes: result.run.records,
      output: request.output,
      // Without a file of its own the manifest is in the report, not lost.
      ...(request.output === null ? { manifest } : {}),
    },
    manifest,
    passes: result.run.records,
    timeMs: result.run.timeMs,
  };
}
