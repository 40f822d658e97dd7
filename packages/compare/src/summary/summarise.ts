import { nearestWord } from '@nmap/kernels';
import { NmapError } from '@nmap/ir';
import type { RunRecord } from '../run/record.ts';
import { unknownMetrics } from './check-metrics.ts';
import { frontBetween } from './fronts.ts';
import { gather, type Study } from './gather.ts';
import { headlineKeys } from './headline.ts';
import { metricSummary, type Question } from './metric-summary.ts';
import { CPU, DEFAULT_METRICS, ENERGY, keyOf, STEP, TIME_METRICS, valueOf } from './metrics.ts';
import { notesOf } from './notes.ts';
import { compareText, distinct } from './order.ts';
import { cellsOf, mapperSummaries } from './outcomes.ts';
import type { Summary, Times } from './summary.ts';

export interface SummaryOptions {
  /** Name of the mapper that the others are held against; null = the first by name. */
  readonly baseline?: string | null;
  /** By their paths in a record, or their labels (`energy`, `spike hops`); null = what the runs minimise, then those of the usual ones that are known. */
  readonly metrics?: readonly string[] | null;
  /** Share of the intervals. Default 0.95. */
  readonly confidence?: number;
  /** Default 2,000. */
  readonly resamples?: number;
  /** Of the resampling. Default 1. */
  readonly seed?: number;
}

/**
 * What records say of their mappers. The same records give the same summary, in whatever order they come.
 * Cost: metrics x mappers x runs x resamples.
 * @throws NmapError (input): no record, or a baseline or metric that no record has.
 */
export function summarise(records: readonly RunRecord[], options: SummaryOptions = {}): Summary {
  const { confidence = 0.95, resamples = 2000, seed = 1 } = options;
  if (records.length === 0) throw nothingToCompare();
  const gathered = gather(records);
  const baseline = baselineOf(gathered, options.baseline ?? null);
  const study = baselineFirst(gathered, baseline);
  const resampling = { confidence, resamples, seed };
  const question: Question = { study, baseline: 0, resampling, answered: new Map() };
  const keys = metricKeys(records, options.metrics ?? null);
  const found = {
    baseline,
    toolVersions: distinct(records.map(({ toolVersion }) => toolVersion)).sort(compareText),
    mappers: mapperSummaries(study),
    instances: study.instances.map((instance) => {
      const { network, hardware, objective, setting } = instance.example;
      const { label, seeds } = instance;
      const cells = cellsOf(instance, study.mappers);
      return { label, network, hardware, objective, setting, seeds, cells };
    }),
    metrics: keys.map((key) => metricSummary(key, question)),
  };
  const energy = knownIn(records, ENERGY) || keys.length === 0 ? ENERGY : keys[0];
  return {
    format: 'nmap-summary',
    version: 1,
    confidence,
    resamples,
    seed,
    ...found,
    front: frontBetween({ x: STEP, y: energy }, question),
    notes: notesOf(found),
    times: timesOf(records, energy, question),
  };
}

function timesOf(records: readonly RunRecord[], energy: string, question: Question): Times | null {
  const hosts = records.flatMap(({ cost }) => (cost === null ? [] : [cost.host]));
  if (hosts.length === 0) return null;
  const known = TIME_METRICS.filter((key) => knownIn(records, key));
  return {
    hosts: distinct(hosts).sort(compareText),
    metrics: known.map((key) => metricSummary(key, question)),
    front: frontBetween({ x: CPU, y: energy }, question),
  };
}

function knownIn(records: readonly RunRecord[], key: string): boolean {
  return records.some((record) => valueOf(record, key) !== null);
}

function metricKeys(records: readonly RunRecord[], words: readonly string[] | null): string[] {
  if (words === null) return usualKeys(records);
  const asked = distinct(words.map(keyOf));
  const solved = records.flatMap(({ outcome }) => (outcome.ok ? [outcome.metrics] : []));
  const known = distinct(solved.flatMap((metrics) => Object.keys(metrics))).sort(compareText);
  // Where nothing was solved nothing is known, and the failures are what there is to say.
  const unknown = solved.length === 0 ? [] : asked.filter((key) => !known.includes(key));
  if (unknown.length === 0) return asked;
  throw unknownMetrics(unknown, known);
}

/** A cost of the user's own decides before any objective. */
function usualKeys(records: readonly RunRecord[]): string[] {
  const head = headlineKeys(records).find((key) => knownIn(records, key));
  const usual = DEFAULT_METRICS.filter((key) => knownIn(records, key));
  if (head === undefined) return usual;
  return distinct([...usual.filter((key) => key === 'cost'), head, ...usual]);
}

function baselineOf({ mappers }: Study, asked: string | null): string {
  if (asked === null) return mappers[0];
  if (mappers.includes(asked)) return asked;
  const message = `no run is of a mapper "${asked}", which the others should be held against.`;
  const nearest = nearestWord(asked, mappers);
  const meant = nearest === null ? '' : `Did you mean "${nearest}"? `;
  const hint = `${meant}There are: ${mappers.join(', ')}.`;
  throw new NmapError('input', [{ code: 'E1930', severity: 'error', where: 'baseline', message, hint }]);
}

function baselineFirst({ mappers, instances }: Study, baseline: string): Study {
  const first = mappers.indexOf(baseline);
  const moved = <T>(items: readonly T[]): T[] => [
    items[first],
    ...items.filter((_, index) => index !== first),
  ];
  return {
    mappers: moved(mappers),
    instances: instances.map((instance) => ({ ...instance, runs: moved(instance.runs) })),
  };
}

function nothingToCompare(): NmapError {
  const message = 'there is no record of a run to compare.';
  const hint = 'Run the plan first, or name a folder that holds runs.';
  return new NmapError('input', [{ code: 'E1932', severity: 'error', where: 'records', message, hint }]);
}
