import type { PlannedRun } from '../run/planned-run.ts';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * The runs of one part of a study. All mappers of one problem stay together, so that their times are comparable; only where there
 * are fewer problems than parts are the runs dealt out one by one. The parts of one study together are the study.
 */
export function shardOf(runs: readonly PlannedRun[], { index, count }: Shard): PlannedRun[] {
  const numberOf = new Map<string, number>();
  const blockOf = runs.map((run) => {
    const key = problemOf(run);
    const block = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, block);
    return block;
  });
  const isDealt = numberOf.size < count;
  return runs.filter((_, at) => (isDealt ? at : blockOf[at]) % count === index - 1);
}

/** How many problems there are: networks x chips x objectives x seeds. */
export function problemCount(runs: readonly PlannedRun[]): number {
  return new Set(runs.map(problemOf)).size;
}

function problemOf({ network, hardware, objective, seed }: PlannedRun): string {
  return JSON.stringify([network.sha256, hardware.sha256, objective, seed]);
}
