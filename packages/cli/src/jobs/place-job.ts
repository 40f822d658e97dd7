/**
 * The main job, without a terminal: read, compile, verify, write. Its request and its
 * outcome are plain data, so that it runs the same in this thread and in a worker,
 * where Ctrl-C can reach it while an algorithm is busy.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  buildManifest,
  clusterGraphSource,
  compile,
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  pipelineFor,
  type CompileResult,
  type GraphFormat,
  type NetworkFormat,
  type PassRecord,
  type ProgressReport,
  objectiveText,
  parseObjective,
} from '@nmap/compiler';
import { checkOutput, stringifyManifest, writeFileAtomically, type Manifest } from '@nmap/manifest';
import { isPreset } from '@nmap/hardware';
import { expectSpikes, withNeuronsPerCore, type Diagnostic, type Objective } from '@nmap/ir';
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
  /** Lengthen the window until every rate gives whole spikes. */
  readonly expectedSpikes: boolean;
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
    const hardware = await loadHardware(request.hardware);
    diagnostics.push(...hardware.diagnostics);
    const objective = objectiveText(parseObjective(request.objective));
    const passes = pipelineFor({ preset: request.preset, text: request.pipeline, objective });
    const setting = {
      target: withNeuronsPerCore(hardware.target, request.neuronsPerCore),
      constraints: {
        maxCores: request.cores,
        neuronsPerCore: request.neuronsPerCore,
        maxStepNs: request.maxTimeUs === null ? null : request.maxTimeUs * NS_PER_US,
        maxLinkLoad: request.maxLinkLoad,
      },
      objective,
    };
    const input = request.clusters
      ? await loadClusters(request, setting)
      : await loadPopulations(request, setting);
    diagnostics.push(...input.diagnostics);
    const result = await compile(input.source, passes, {
      seed: request.seed,
      threads: request.threads,
      budget: {
        timeLimitS: request.timeLimitS,
        elapsedBeforeMs: Date.now() - startedAtMs,
        cancelled: control.cancelled,
      },
      check: request.check,
      onProgress: (report) => {
        enter(report.phase);
        control.onProgress(report);
      },
      ...(request.dump === null ? {} : { onStage: stageDumper(request.dump) }),
    });
    diagnostics.push(...result.diagnostics);
    const manifest = buildManifest(result, {
      networkSha256: input.sha256,
      hardwareSha256: hardware.sha256,
      networkFileSha256: input.fileSha256,
      hardwareFileSha256: hardware.fileSha256,
      labels: input.labels,
      windowScale: input.windowScale,
    });
    enter('writing');
    if (request.output !== null) await writeFileAtomically(request.output, stringifyManifest(manifest));
    return finished(request, result, manifest, diagnostics);
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

/** Files that the run reads: none of them may be its output. A preset's name is no file. */
function inputsOf({ network, hardware }: PlaceRequest): string[] {
  return isPreset(hardware) ? [network] : [network, hardware];
}

type Setting = Pick<Parameters<typeof clusterGraphSource>[1], 'target' | 'constraints' | 'objective'>;

async function loadPopulations({ network, from, expectedSpikes }: PlaceRequest, setting: Setting) {
  const file = await loadNetwork(network, { format: from as NetworkFormat | null });
  const { sha256, fileSha256 } = file;
  const { spec, windowScale, diagnostics } = expectedSpikes
    ? expectSpikes(file.spec)
    : { spec: file.spec, windowScale: 1, diagnostics: [] };
  const source = { stage: 'source' as const, spec, ...setting };
  const all = [...file.diagnostics, ...diagnostics];
  return { source, sha256, fileSha256, diagnostics: all, labels: null, windowScale };
}

async function loadClusters({ network, from }: PlaceRequest, setting: Setting) {
  const file = await loadClusterGraph(network, { format: from as GraphFormat | null });
  const { graph, sha256, fileSha256, diagnostics } = file;
  const source = clusterGraphSource(graph, setting);
  return { source, sha256, fileSha256, diagnostics, labels: graph.labels, windowScale: 1 };
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

/** `--dump DIR`: one JSON file per pass with what it decided. */
function stageDumper(folder: string): NonNullable<Parameters<typeof compile>[2]['onStage']> {
  makeFolder(resolve(folder));
  let index = 0;
  return (record, stage) => {
    const name = `${String(index++).padStart(2, '0')}-${record.pass.replaceAll('/', '-')}.json`;
    const columns =
      stage.stage === 'clustered'
        ? { clusterOf: Array.from(stage.clusterOf as unknown as Uint32Array) }
        : stage.stage === 'placed'
          ? { coreOf: Array.from(stage.coreOf as unknown as Uint32Array) }
          : {};
    writeFileSync(join(folder, name), `${JSON.stringify({ record, ...columns })}\n`);
  };
}

/** With the folders above it. Node's own recursion never ends where the system denies what it has just promised, as under /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
