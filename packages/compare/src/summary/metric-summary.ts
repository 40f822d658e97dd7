/** All that is said of one metric. */
import type { RunRecord } from '../run/record.ts';
import type { Resampling } from './bootstrap.ts';
import type { Study, StudyInstance } from './gather.ts';
import { objectiveLabel } from './headline.ts';
import { metricOf, OBJECTIVE, restsOn } from './metrics.ts';
import { corrected, overallOf, pairedRatio, strataOf } from './overall.ts';
import { profileOf } from './profile.ts';
import { valuesOf, type Values } from './ratios.ts';
import { spreadOf } from './spread.ts';
import type { InstanceMetric, Marks, MetricCell, MetricSummary, OverallRow } from './summary.ts';

export interface Question {
  readonly study: Study;
  /** Index of the mapper that the others are held against. */
  readonly baseline: number;
  readonly resampling: Resampling;
  /** What was answered already, by metric. */
  readonly answered: Map<string, MetricSummary>;
}

/** Once for each metric of a question. */
export function metricSummary(key: string, question: Question): MetricSummary {
  const known = question.answered.get(key);
  if (known !== undefined) return known;
  const answer = answerOf(key, question);
  question.answered.set(key, answer);
  return answer;
}

type Asked = Omit<Question, 'answered'>;

function answerOf(key: string, { study, baseline, resampling }: Asked): MetricSummary {
  const values = study.instances.map((instance) => valuesOf(instance, key));
  const instances = study.instances.map((instance, at) =>
    instanceMetric(key, { instance, values: values[at] }, { study, baseline, resampling }),
  );
  return {
    ...metricOf(key),
    ...(key === OBJECTIVE
      ? { label: objectiveLabel(study.instances.map(({ example }) => example.objective)) }
      : {}),
    marks: joined(instances.map(({ marks }) => marks)),
    instances,
    overall: overallRows(values, { study, baseline, resampling }),
    profile: profileOf(study, values),
  };
}

function instanceMetric(
  key: string,
  { instance, values }: { readonly instance: StudyInstance; readonly values: Values },
  { study, baseline, resampling }: Asked,
): InstanceMetric {
  const named = [{ label: instance.label, values }];
  const ratios = study.mappers.map((_, mapper) => {
    const [stratum] = strataOf(named, { mapper, baseline }, [mapper, baseline]);
    return stratum === undefined ? null : pairedRatio(stratum, resampling);
  });
  const tested = corrected(ratios, baseline);
  const records = instance.runs.flat().filter((record) => record !== null);
  return {
    instance: instance.label,
    marks: joined(records.map((record) => marksOf(record, key))),
    bound: boundOf(records, key),
    cells: study.mappers.map((mapper, index): MetricCell => ({
      mapper,
      value: spreadOf(values[index].filter((value) => value !== null)),
      ratio: tested[index],
    })),
  };
}

function overallRows(values: readonly Values[], { study, baseline, resampling }: Asked): OverallRow[] {
  const named = study.instances.map(({ label }, at) => ({ label, values: values[at] }));
  // A mapper that solved nothing would leave nothing to compare the others by.
  const solvers = study.mappers
    .map((_, mapper) => mapper)
    .filter((mapper) => values.some((rows) => rows[mapper].some((value) => value !== null)));
  const over = (waitedFor: (mapper: number) => readonly number[]) =>
    corrected(
      study.mappers.map((_, mapper) =>
        overallOf(strataOf(named, { mapper, baseline }, waitedFor(mapper)), resampling),
      ),
      baseline,
    );
  const common = over((mapper) => [...new Set([...solvers, mapper, baseline])]);
  const pairwise = over((mapper) => [mapper, baseline]);
  return study.mappers.map((mapper, index) => ({
    mapper,
    common: common[index]!,
    pairwise: pairwise[index]!,
  }));
}

function marksOf({ outcome, objective }: RunRecord, key: string): Marks {
  if (!outcome.ok) return { partial: false, unverified: false };
  const { energies, times } = restsOn(key, objective);
  const unverified = (constants: 'energy' | 'latency'): boolean =>
    (outcome.metrics[`further.unverifiedConstants/${constants}`] ?? 0) > 0;
  return {
    // Back to back, static power also needs the time of a step.
    partial:
      energies && (outcome.partial || (times && outcome.metrics['energyBackToBackPj.static'] === null)),
    unverified: (energies && unverified('energy')) || (times && unverified('latency')),
  };
}

function joined(marks: readonly Marks[]): Marks {
  return {
    partial: marks.some(({ partial }) => partial),
    unverified: marks.some(({ unverified }) => unverified),
  };
}

function boundOf(records: readonly RunRecord[], key: string): number | null {
  const bounds = records
    .map(({ outcome }) => (outcome.ok ? (outcome.bounds[key] ?? null) : null))
    .filter((bound) => bound !== null);
  return bounds.length === 0 ? null : Math.max(...bounds);
}
