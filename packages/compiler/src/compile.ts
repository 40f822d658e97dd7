/** The compiler as one call: complete the passes, run them, state what the result costs. */
import {
  clusterGraphProblem,
  invariant,
  type Clustered,
  type Constraints,
  type Diagnostic,
  type GivenClusterGraph,
  type Objective,
  type Routed,
  type Target,
} from '@nmap/ir';
import { NO_BUDGET, type Budget } from './budget.ts';
import { notesOf, stateMetrics, type CountingOptions, type StatedNumbers } from '@nmap/judge';
import type { GrainName } from './grain/grain.ts';
import { settlePasses } from './grain/settle-passes.ts';
import { keepCeilings } from './keep-ceilings.ts';
import { keepRoutingEntries } from './keep-routing-entries.ts';
import type { AnyPass } from './pass.ts';
import { completePasses } from './presets.ts';
import { runPasses, type ProgressReport, type PassRecord, type RunResult } from './runner.ts';
import type { CompileStage, Source } from './stage.ts';

export interface CompileOptions extends CountingOptions {
  /** What a vertex stands for, where the passes do not begin with `lower`; default auto. */
  readonly grain?: GrainName;
  readonly seed: number;
  readonly budget?: Budget;
  /** At most this many threads compute at once; never changes the result. Default: 1, the caller's own. */
  readonly threads?: number;
  readonly check?: boolean;
  readonly onProgress?: (report: ProgressReport) => void;
  readonly onStage?: (record: PassRecord, stage: CompileStage) => void;
}

export interface CompileResult {
  readonly routed: Routed;
  readonly run: RunResult;
  /** Metrics and bounds: what the manifest states and `verify` recomputes. */
  readonly numbers: StatedNumbers;
  /** Warnings and notes of the passes, of the input foremost. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the objective left out or replaced. */
  readonly notes: readonly string[];
}

/**
 * @param start a network with its chip, or clusters that were given.
 * @param passes `lower` in front and the route at the end may be left out.
 * @throws NmapError: input, infeasible (with every violation), not-found or internal.
 */
export async function compile(
  start: Source | Clustered,
  passes: readonly AnyPass[],
  options: CompileOptions,
): Promise<CompileResult> {
  const { budget = NO_BUDGET } = options;
  const result = await keepCeilings(start, (from, elapsedMs) =>
    compileOnce(from, passes, {
      ...options,
      budget: { ...budget, elapsedBeforeMs: (budget.elapsedBeforeMs ?? 0) + elapsedMs },
    }),
  );
  keepRoutingEntries(result.routed.placed, result.run.reach);
  // Half a gigabyte of a million cores, which writing them down needs otherwise.
  return { ...result, run: { ...result.run, reach: null } };
}

async function compileOnce(
  start: Source | Clustered,
  passes: readonly AnyPass[],
  options: CompileOptions,
): Promise<CompileResult> {
  const target = start.stage === 'source' ? start.target : start.problem.target;
  const complete = settlePasses(
    start,
    completePasses(start.stage, passes, target, {
      grain: options.grain ?? 'auto',
      // Blocks whose borders nobody moves stay whole.
      borders: passes.some(({ name }) => name === 'refine/boxes') ? 'auto' : 'whole',
    }),
  );
  const run = await runPasses(start, complete, {
    seed: options.seed,
    budget: options.budget ?? NO_BUDGET,
    threads: options.threads ?? 1,
    check: options.check ?? false,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...(options.onStage === undefined ? {} : { onStage: options.onStage }),
  });
  const routed = run.stage;
  invariant(routed.stage === 'routed', `the pipeline ended ${routed.stage}, not routed`);
  const last = complete.length - 1;
  options.onProgress?.({
    phase: 'counting',
    pass: complete[last].name,
    passIndex: last,
    passCount: complete.length,
    fraction: 1,
    cost: null,
    elapsedMs: run.timeMs,
  });
  return {
    routed,
    run,
    numbers: stateMetrics(routed.placed, run.reach, options),
    diagnostics: run.diagnostics,
    notes: notesOf(routed.problem),
  };
}

/** A cluster graph as the start of a compilation: its partition is given. */
export function clusterGraphSource(
  graph: GivenClusterGraph,
  setting: { readonly target: Target; readonly constraints: Constraints; readonly objective: Objective },
): Clustered {
  return clusterGraphProblem(graph, setting.target, setting.constraints, setting.objective).clustered;
}
