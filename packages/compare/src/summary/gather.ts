/**
 * Records in the order of a summary: instances, mappers and seeds by name and number, whatever order the files came in.
 * A run that was delivered twice counts once; what was solved anywhere counts as solved.
 */
import { contentHash } from '@nmap/kernels';
import { stringifyRecord, type RunRecord } from '../run/record.ts';
import { compareText, distinct, grouped } from './order.ts';

export interface Study {
  readonly mappers: readonly string[];
  readonly instances: readonly StudyInstance[];
}

export interface StudyInstance {
  readonly label: string;
  readonly seeds: readonly number[];
  /** runs[mapper][seed], by their indices; null where it was not run. */
  readonly runs: readonly (readonly (RunRecord | null)[])[];
  /** Any of its records: what they say of network, chip, objective and setting is the same. */
  readonly example: RunRecord;
}

export function gather(records: readonly RunRecord[]): Study {
  const kept = withoutDoubles(records);
  const nameOf = mapperNames(kept);
  const mappers = distinct(kept.map(nameOf)).sort(compareText);
  const mapperIndex = new Map(mappers.map((name, index) => [name, index]));
  const groups = grouped(kept, instanceKey);
  const labels = instanceLabels([...groups].map(([key, [example]]) => ({ key, example })));
  const instances = [...groups].map(([key, runs]): StudyInstance => {
    const seeds = distinct(runs.map(({ seed }) => seed)).sort((a, b) => a - b);
    const seedIndex = new Map(seeds.map((seed, index) => [seed, index]));
    const grid = mappers.map(() => seeds.map((): RunRecord | null => null));
    for (const run of runs) grid[mapperIndex.get(nameOf(run))!][seedIndex.get(run.seed)!] = run;
    return { label: labels.get(key)!, seeds, runs: grid, example: runs[0] };
  });
  return { mappers, instances: instances.sort((a, b) => compareText(a.label, b.label)) };
}

/**
 * One record of each run under each name that its mapper has, in an order of its own: a solved one before a failed, then by
 * its text. A pipeline that a plan calls by two names ran once, and counts for both.
 */
function withoutDoubles(records: readonly RunRecord[]): RunRecord[] {
  const nameOf = ({ id, mapper }: RunRecord): string => `${id} ${mapper.name}`;
  const sorted = records
    .map((record) => ({ record, name: nameOf(record), text: stringifyRecord(record) }))
    .sort(
      (a, b) =>
        compareText(a.name, b.name) ||
        Number(b.record.outcome.ok) - Number(a.record.outcome.ok) ||
        compareText(a.text, b.text),
    );
  return sorted.filter(({ name }, at) => name !== sorted[at - 1]?.name).map(({ record }) => record);
}

/** What is decided before a mapper is chosen. */
function instanceKey({ network, hardware, objective, setting }: RunRecord): string {
  return JSON.stringify([
    network.sha256,
    hardware.sha256,
    objective,
    Object.entries(setting).sort(([a], [b]) => compareText(a, b)),
  ]);
}

/**
 * A mapper is what the plan calls it. Where one name stands for two pipelines, or two versions, on the same instance and
 * seed, they are two mappers and the names say what sets them apart.
 */
function mapperNames(records: readonly RunRecord[]): (record: RunRecord) => string {
  const runKey = (record: RunRecord): string =>
    JSON.stringify([instanceKey(record), record.mapper.name, record.seed]);
  const ambiguous = (of: (record: RunRecord) => string): Set<string> => {
    const groups = grouped(records, runKey);
    const names = [...groups.values()]
      .filter((runs) => distinct(runs.map(of)).length > 1)
      .map(([{ mapper }]) => mapper.name);
    return new Set(names);
  };
  const byPipeline = ambiguous(({ mapper }) => mapper.pipeline);
  const byVersion = ambiguous(({ toolVersion }) => toolVersion);
  return ({ mapper: { name, pipeline }, toolVersion }) =>
    `${name}${byPipeline.has(name) ? `#${short(contentHash(pipeline))}` : ''}${byVersion.has(name) ? `@${toolVersion}` : ''}`;
}

/** `network on hardware`, and as much more as sets apart those that would be called the same. */
function instanceLabels(
  instances: readonly { readonly key: string; readonly example: RunRecord }[],
): Map<string, string> {
  const plain = ({ network, hardware }: RunRecord): string => `${network.name} on ${hardware.name}`;
  const labels = new Map<string, string>();
  for (const [label, group] of grouped(instances, ({ example }) => plain(example))) {
    const parts = group.map(({ example }) => distinguishing(example));
    const varying = parts[0].map((_, part) => distinct(parts.map((texts) => texts[part])).length > 1);
    for (const [index, { key }] of group.entries()) {
      const more = parts[index].filter((text, part) => varying[part] && text !== '');
      labels.set(key, [label, ...more].join(', '));
    }
  }
  return labels;
}

function distinguishing({ network, hardware, objective, setting }: RunRecord): string[] {
  return [
    `network #${short(network.sha256)}`,
    `hardware #${short(hardware.sha256)}`,
    `for ${objective}`,
    ...Object.entries(setting)
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, value]) => (value === null ? '' : `${name} ${value}`)),
  ];
}

const short = (hash: string): string => hash.slice(0, 6);
