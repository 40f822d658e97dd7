/** From a plan to its runs: reads every network and chip once, to know what they mean and how large they are. */
import {
  clusterGraphSource,
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  VERSION,
  type LoadedHardware,
  type Source,
} from '@nmap/compiler';
import { NmapError, withNeuronsPerCore, type Clustered, type Diagnostic } from '@nmap/ir';
import { chipName, type Plan, type PlannedMapper, type PlannedNetwork } from '../plan/plan.ts';
import { completePipeline, type PipelineUse } from './complete-pipeline.ts';
import { failureKindOf } from './failure-kind.ts';
import { runId } from './identity.ts';
import type { PlannedRun, RunSetting } from './planned-run.ts';

export interface Study {
  readonly plan: Plan;
  /** In the order that they are made: see {@link interleaved}. */
  readonly runs: readonly PlannedRun[];
  /** Warnings of reading the files. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LayOutProgress {
  /** As tables call them. */
  readonly network: string;
  readonly hardware: string;
  /** Pairs of a network and a chip before this one. */
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

interface Chip {
  readonly name: string;
  /** What the plan's networks call it. */
  readonly plannedAs: string;
  readonly hardware: string;
  readonly chip: LoadedHardware;
}

/** @throws NmapError (input): a file that cannot be read. */
export async function layOut(
  plan: Plan,
  onProgress: (progress: LayOutProgress) => void = () => undefined,
): Promise<Study> {
  const startedMs = performance.now();
  const diagnostics: Diagnostic[] = [];
  const chips: Chip[] = [];
  for (const planned of plan.hardware) {
    const { name, hardware } = planned;
    const chip = await loadHardware(hardware);
    diagnostics.push(...chip.diagnostics);
    chips.push({ name: name ?? chip.target.name, plannedAs: chipName(planned), hardware, chip });
  }
  const chipsOf = (planned: PlannedNetwork) => chips.filter(({ plannedAs }) => meets(planned, plannedAs));
  const total = plan.networks.reduce((sum, planned) => sum + chipsOf(planned).length, 0);
  const runs: PlannedRun[] = [];
  let problem = 0;
  let done = 0;
  for (const planned of plan.networks) {
    const loaded = await load(planned, plan);
    diagnostics.push(...loaded.diagnostics);
    for (const { name, hardware, chip } of chipsOf(planned)) {
      const elapsedMs = performance.now() - startedMs;
      onProgress({ network: loaded.network.name, hardware: name, done: done++, total, elapsedMs });
      for (const objective of plan.objectives) {
        const start = (): Source | Clustered => loaded.startOn(chip, objective);
        const { grain, split } = planned;
        const use = { objective, split: split ?? plan.split };
        const mappers = plan.mappers.map((mapper) =>
          writtenOut(mapper, start, { ...use, grain: mapper.grain ?? grain ?? plan.grain }),
        );
        for (const seed of planned.seeds ?? plan.seeds) {
          const made = mappers.map(({ mapper, refused }): PlannedRun => {
            const run = {
              network: loaded.network,
              hardware: { name, hardware, sha256: chip.sha256 },
              mapper,
              objective,
              seed,
              setting: settingOf(plan),
            };
            return { id: runId(run, VERSION), ...run, refused };
          });
          runs.push(...rotated(made, problem++));
        }
      }
    }
  }
  return { plan, runs, diagnostics };
}

/**
 * All mappers follow each other on one problem, so that what else the machine does meets them alike; which of them begins
 * changes from problem to problem.
 */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const from = by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}

function meets({ hardware }: PlannedNetwork, chip: string): boolean {
  return hardware === null || hardware.includes(chip);
}

function settingOf({ cores, neuronsPerCore, timeLimitS, costCommand }: Plan): RunSetting {
  return { cores, neuronsPerCore, timeLimitS, costCommand };
}

/** What a mapper does here, or why it refuses: then its runs fail without being made, under the text as the plan has it. */
function writtenOut(
  planned: PlannedMapper,
  start: () => Source | Clustered,
  use: PipelineUse,
): Pick<PlannedRun, 'mapper' | 'refused'> {
  const { name, preset, pipeline } = planned;
  try {
    return { mapper: { name, preset, pipeline: completePipeline(planned, start(), use) }, refused: null };
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    const [{ code, where, message }] = error.diagnostics;
    return {
      mapper: { name, preset, pipeline: pipeline ?? `preset ${preset}` },
      refused: { kind: failureKindOf(error, false), code, message: `${where}: ${message}` },
    };
  }
}

interface Loaded {
  readonly network: PlannedRun['network'];
  readonly startOn: (chip: LoadedHardware, objective: string) => Source | Clustered;
  readonly diagnostics: readonly Diagnostic[];
}

async function load({ name, file }: PlannedNetwork, plan: Plan): Promise<Loaded> {
  const { clusters, lenient, cores: maxCores, neuronsPerCore } = plan;
  const settingOn = (chip: LoadedHardware, objective: string) => ({
    target: withNeuronsPerCore(chip.target, neuronsPerCore),
    constraints: { maxCores, neuronsPerCore },
    objective,
  });
  const given = { file, clusters, lenient };
  if (clusters) {
    const { graph, sha256, diagnostics } = await loadClusterGraph(file);
    const neurons = graph.nodeCount;
    return {
      network: { name: name ?? graph.name, ...given, sha256, neurons },
      startOn: (chip, objective) => clusterGraphSource(graph, settingOn(chip, objective)),
      diagnostics,
    };
  }
  const { spec, sha256, diagnostics } = await loadNetwork(file, { lenient });
  const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
  return {
    network: { name: name ?? spec.name, ...given, sha256, neurons },
    startOn: (chip, objective) => ({ stage: 'source', spec, ...settingOn(chip, objective) }),
    diagnostics,
  };
}
