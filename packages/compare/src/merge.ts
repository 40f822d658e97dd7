/** Records of several folders as one study: parts that were made on different machines. */
import { NmapError, type Diagnostic } from '@nmap/ir';
import { labelled } from './run/labelled.ts';
import type { Study } from './run/lay-out.ts';
import { withoutCost, stringifyRecord, type RunRecord } from './run/record.ts';
import { recordsOfFolder } from './run/store.ts';

export interface Merged {
  readonly records: readonly RunRecord[];
  /** Runs of the plan that no folder holds; 0 without a plan. */
  readonly missing: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @param study what the plan asks for; null = all that the folders hold.
 * @throws NmapError (input): a folder without records, records of several versions of the tool.
 */
export function mergeFolders(folders: readonly string[], study: Study | null): Merged {
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, { readonly record: RunRecord; readonly folder: string }>();
  for (const folder of folders) {
    const read = recordsOfFolder(folder);
    diagnostics.push(...read.diagnostics);
    for (const record of read.records) {
      const before = found.get(record.id);
      if (before === undefined) found.set(record.id, { record, folder });
      else if (!sameResult(before.record, record)) diagnostics.push(differing(record, before.folder, folder));
    }
  }
  if (study === null) {
    const records = [...found.values()].map(({ record }) => record).sort(inOrder);
    refuseVersions(records);
    return { records, missing: 0, diagnostics };
  }
  const records = study.runs.flatMap((run) => {
    const made = found.get(run.id);
    return made === undefined ? [] : [labelled(made.record, run)];
  });
  const missing = new Set(study.runs.map(({ id }) => id).filter((id) => !found.has(id))).size;
  return { records, missing, diagnostics };
}

/** The names may differ, by the plans that made them. */
function sameResult(a: RunRecord, b: RunRecord): boolean {
  const text = ({ network, hardware, mapper, ...rest }: RunRecord): string =>
    stringifyRecord({
      ...withoutCost({ ...rest, network, hardware, mapper }),
      network: { ...network, name: 'n' },
      hardware: { ...hardware, name: 'h' },
      mapper: { ...mapper, name: 'm', preset: null },
    });
  return text(a) === text(b);
}

/** By what was run, not by hash: a reader finds a run. */
function inOrder(a: RunRecord, b: RunRecord): number {
  const key = ({ network, hardware, objective, mapper, id }: RunRecord): string[] => [
    network.name,
    hardware.name,
    objective,
    mapper.name,
    id,
  ];
  const [keysA, keysB] = [key(a), key(b)];
  for (let at = 0; at < 4; at++) if (keysA[at] !== keysB[at]) return keysA[at] < keysB[at] ? -1 : 1;
  return a.seed - b.seed || (a.id < b.id ? -1 : 1);
}

function differing({ id, network, mapper, seed }: RunRecord, first: string, second: string): Diagnostic {
  return {
    code: 'W6102',
    severity: 'warning',
    where: `run ${id.slice(0, 12)}`,
    message: `${mapper.name} on ${network.name} with seed ${seed} ended differently in ${first} and in ${second}: that of ${first} is taken.`,
    hint: 'A time limit, too little memory or a cost command does that; without them it is a bug in nmap.',
  };
}

function refuseVersions(records: readonly RunRecord[]): void {
  const versions = [...new Set(records.map(({ toolVersion }) => toolVersion))].sort();
  if (versions.length < 2) return;
  throw new NmapError('input', [
    {
      code: 'E1908',
      severity: 'error',
      where: 'records',
      message: `were made by versions ${versions.join(' and ')} of nmap, which may place differently.`,
      have: versions.length,
      need: 1,
      unit: 'version',
      hint: 'Name the plan as well: then only records of this version are taken.',
    },
  ]);
}
