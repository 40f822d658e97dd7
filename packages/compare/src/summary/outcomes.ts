/** How the runs of a mapper ended. */
import type { FailureKind, RunRecord } from '../run/record.ts';
import { grouped } from './order.ts';
import { spreadOf } from './spread.ts';
import type { CellSummary, FailureCount, MapperSummary } from './summary.ts';
import type { Study, StudyInstance } from './gather.ts';

export function cellsOf({ runs }: StudyInstance, mappers: readonly string[]): CellSummary[] {
  return mappers.map((mapper, index) => {
    const records = runs[index].filter((record) => record !== null);
    const placements = new Set(records.map(({ placementSha256 }) => placementSha256).filter(isKnown));
    return {
      mapper,
      ...outcomesOf(runs[index]),
      placements: placements.size,
      evaluations: spreadOf(records.map(({ evaluations }) => evaluations).filter(isKnown)),
    };
  });
}

export function mapperSummaries({ mappers, instances }: Study): MapperSummary[] {
  return mappers.map((name, index) => {
    const runs = instances.flatMap((instance) => instance.runs[index]);
    const records = runs.filter((record) => record !== null);
    return {
      name,
      pipelines: [...new Set(records.map(({ mapper }) => mapper.pipeline))].sort(),
      preset: records[0].mapper.preset,
      ...outcomesOf(runs),
    };
  });
}

function outcomesOf(
  runs: readonly (RunRecord | null)[],
): Omit<MapperSummary, 'name' | 'pipelines' | 'preset'> {
  const records = runs.filter((record) => record !== null);
  const solved = records.map(({ outcome }) => outcome).filter((outcome) => outcome.ok);
  return {
    runs: records.length,
    solved: solved.length,
    missing: runs.length - records.length,
    cutShort: solved.filter(({ complete }) => !complete).length,
    failures: failuresOf(records),
  };
}

/** Kinds whose words are the same wherever the run is made; those of the others may name processes, times and hosts. */
const REPEATABLE: readonly FailureKind[] = ['infeasible', 'not-found', 'fell-back', 'input', 'illegal'];

function failuresOf(records: readonly RunRecord[]): FailureCount[] {
  const failures = records.map(({ outcome }) => outcome).filter((outcome) => !outcome.ok);
  return [...grouped(failures, ({ kind }) => kind).values()]
    .map((group): FailureCount => ({
      kind: group[0].kind,
      count: group.length,
      code: group[0].code,
      message: REPEATABLE.includes(group[0].kind) ? group[0].message : '',
    }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

function isKnown<T>(value: T | null): value is T {
  return value !== null;
}
