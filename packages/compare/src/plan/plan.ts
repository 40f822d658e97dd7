/** What is compared: the answer to every question that decides a run, with nothing left to default. */
import type { GrainName, SplitName } from '@nmap/compiler';
import type { Objective } from '@nmap/ir';

/** A network as a plan names it. */
export interface PlannedNetwork {
  /** What tables call it; null = the name that the file gives. */
  readonly name: string | null;
  readonly file: string;
  /** Chips that it meets, each by its name in the plan, or by what stands there for it; null = all. */
  readonly hardware: readonly string[] | null;
  /** In place of the plan's own; null = those of the plan. */
  readonly seeds: readonly number[] | null;
  readonly grain: GrainName | null;
  readonly split: SplitName | null;
}

export interface PlannedHardware {
  readonly name: string | null;
  /** A preset's name or a YAML file. */
  readonly hardware: string;
}

/** What networks and messages call a chip. */
export function chipName({ name, hardware }: PlannedHardware): string {
  return name ?? hardware;
}

/** A preset or the text of a pipeline, under the name that tables show. */
export type PlannedMapper = (
  | { readonly name: string; readonly preset: string; readonly pipeline: null }
  | { readonly name: string; readonly preset: null; readonly pipeline: string }
) & {
  /** In place of the network's and the plan's; null = theirs. */
  readonly grain: GrainName | null;
};

export interface Plan {
  readonly name: string;
  readonly networks: readonly PlannedNetwork[];
  readonly hardware: readonly PlannedHardware[];
  readonly mappers: readonly PlannedMapper[];
  readonly seeds: readonly number[];
  readonly objectives: readonly Objective[];
  /** Name of the mapper that the others are held against; null = the first. */
  readonly baseline: string | null;
  /** Metrics that the summary is about; null = its own choice. */
  readonly metrics: readonly string[] | null;
  /** For each run, its start and the reading of its files included. */
  readonly timeLimitS: number | null;
  /** A shell command: the manifest on its stdin, one number on its stdout. */
  readonly costCommand: string | null;
  readonly cores: number | null;
  readonly neuronsPerCore: number | null;
  readonly grain: GrainName;
  /** Whether neurons that no core takes are made several, and how. */
  readonly split: SplitName;
  /** The networks are graphs of clusters already. */
  readonly clusters: boolean;
  readonly lenient: boolean;
}
