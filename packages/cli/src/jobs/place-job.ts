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
  type PlacedNetwork,
  type PlaceOptions,
  type ProgressReport,
  type SplitName,
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
import type { RunOfReport } from '@nmap/report';
import { EXIT } from '../exit-codes.ts';
import { outcomeOfError, type Outcome } from '../outcome.ts';
import { fileOfSpikes } from '../spike-files.ts';
import { namedOf } from './named-of.ts';
import { placeCandidates, type Candidate } from './place-candidates.ts';
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
  /** A page that shows the placement and the run; null = none is written. */
  readonly report: string | null;
  /** What the network file is; null = recognised by its content. */
  readonly from: string | null;
  readonly lenient: boolean;
  /** Files of recorded spikes, `[POPULATION=]FILE`. */
  readonly spikes: readonly string[];
  /** Lengthen the window until every rate gives whole spikes. */
  readonly expectedSpikes: boolean;
  /** Write what a deployer loads, too. */
  readonly tables: boolean;
  /** What a vertex stands for. */
  readonly grain: GrainName;
  /** Seeds that are tried, from `seed` on: the cheapest placement is kept. */
  readonly candidates: number;
  /** A shell command that tells the cost of a candidate; null = the objective does. */
  readonly costCommand: string | null;
  /** Whether neurons that no core takes become several, and how. */
  readonly split: SplitName;
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
  /** Every seed that was tried with its cost; empty where there was no choice. */
  readonly candidates: readonly Candidate[];
}

const NS_PER_US = 1000;

/** @param startedAtMs when the command started, in ms since the epoch: its time limit counts from there. */
export async function runPlaceJob(
  request: PlaceRequest,
  startedAtMs: number,
  control: PlaceControl,
): Promise<PlaceOutcome> {
  const diagnostics: Diagnostic[] = [];
  // toldOf[seed], of each candidate by itself.
  const toldOf = new Map<number, RunOfReport['told'][number][]>();
  let told: RunOfReport['told'][number][] = [];
  let phase: RunPhase = 'reading';
  const enter = (next: RunPhase): void => {
    if (next !== phase) control.onPhase(next);
    phase = next;
  };
  try {
    if (request.output !== null) await checkOutput(request.output, inputsOf(request));
    if (request.report !== null) {
      const others = request.output === null ? [] : [request.output];
      await checkOutput(request.report, [...inputsOf(request), ...others]);
    }
    const options: PlaceOptions = {
      preset: request.preset,
      pipeline: request.pipeline,
      threads: request.threads,
      cores: request.cores,
      neuronsPerCore: request.neuronsPerCore,
      maxStepNs: request.maxTimeUs === null ? null : Number((request.maxTimeUs * NS_PER_US).toPrecision(12)),
      maxLinkLoad: request.maxLinkLoad,
      objective: request.objective,
      kind: request.clusters ? 'clusters' : 'network',
      format: request.from as NetworkFormat | GraphFormat | null,
      lenient: request.lenient,
      spikes: request.spikes,
      expectedSpikes: request.expectedSpikes,
      tables: request.tables,
      grain: request.grain,
      split: request.split,
      check: request.check,
      dump: request.dump,
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: (report) => {
        enter(report.phase);
        if (request.report !== null && report.cost !== null)
          told.push({ elapsedMs: report.elapsedMs, cost: report.cost, pass: report.passIndex });
        control.onProgress(report);
      },
    };
    const placeSeed = (seed: number, share: number): Promise<PlacedNetwork> => {
      // Of several candidates, only what is said of the one that is kept counts.
      diagnostics.length = 0;
      told = [];
      toldOf.set(seed, told);
      const elapsedBeforeMs = Date.now() - startedAtMs;
      const limitS = request.timeLimitS;
      const elapsedS = elapsedBeforeMs / 1000;
      const timeLimitS = limitS === null ? null : elapsedS + share * Math.max(0, limitS - elapsedS);
      const budget = { timeLimitS, elapsedBeforeMs, cancelled: control.cancelled };
      return place(request.network, request.hardware, { ...options, seed, budget });
    };
    const { best, candidates } = await placeCandidates(
      {
        seed: request.seed,
        count: request.candidates,
        costCommand: request.costCommand,
        cancelled: control.cancelled,
      },
      placeSeed,
    );
    enter('writing');
    const { manifest, result, tables } = best;
    if (request.output !== null)
      await writeFileAtomically(request.output, manifestPieces(manifest, tables ?? undefined));
    if (request.report !== null) {
      const { placementPage } = await import('./placement-page.ts');
      const page = placementPage(
        manifest,
        result,
        toldOf.get(manifest.pipeline[0]?.seed ?? request.seed) ?? [],
      );
      await writeFileAtomically(request.report, [page]);
    }
    // Without a file of its own all of it is in memory.
    const held = tables === null || request.output !== null ? manifest : withTables(manifest, tables);
    const said = candidates.length > 1 ? best.diagnostics : diagnostics;
    return finished(request, { result, manifest: held, diagnostics: said, candidates });
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
      candidates: [],
    };
  }
}

function withTables(manifest: Manifest, tables: WrittenTables): Manifest {
  return { ...manifest, version: 3, tables: { ...tables, cores: [...tables.cores] } };
}

/** Files that the run reads: none of them may be its output. A preset's name is no file. */
function inputsOf({ network, hardware, spikes }: PlaceRequest): string[] {
  return [network, ...spikes.map(fileOfSpikes), ...(isPreset(hardware) ? [] : [hardware])];
}

interface Finished {
  readonly result: CompileResult;
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
  readonly candidates: readonly Candidate[];
}

function finished(
  request: PlaceRequest,
  { result, manifest, diagnostics, candidates }: Finished,
): PlaceOutcome {
  return {
    exit:
      result.run.stopped === 'interrupted' || candidates.length < request.candidates
        ? EXIT.interrupted
        : EXIT.ok,
    diagnostics,
    metrics: manifest.metrics,
    details: {
      complete: manifest.complete,
      ...namedOf(manifest),
      bounds: manifest.bounds,
      clusterBounds: manifest.clusterBounds,
      passes: result.run.records,
      output: request.output,
      ...(request.report === null ? {} : { report: request.report }),
      ...(isChosen(request) ? { candidates } : {}),
      // Without a file of its own the manifest is in the report, not lost.
      ...(request.output === null ? { manifest } : {}),
    },
    manifest,
    passes: result.run.records,
    timeMs: result.run.timeMs,
    candidates: isChosen(request) ? candidates : [],
  };
}

/** Whether there was a choice among placements, or a cost that only the command knows. */
function isChosen({ candidates, costCommand }: PlaceRequest): boolean {
  return candidates > 1 || costCommand !== null;
}
