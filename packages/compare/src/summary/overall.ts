/** The ratios of one mapper to the baseline, over instances. */
import { holm } from './holm.ts';
import { bootstrapInterval, type Resampling, type Stratum } from './bootstrap.ts';
import { commonSeeds, logRatios, meanOf, statedRatio, type Values } from './ratios.ts';
import { signedRank } from './signed-rank.ts';
import type { NamedRatio, Overall, PairedRatio, SignedRank } from './summary.ts';

type RawTest = Omit<SignedRank, 'adjusted'>;
type Untested<T> = Omit<T, 'test'> & { readonly test: RawTest };

/** @param waitedFor mappers that must have solved a seed for it to count: both, or all. */
export function strataOf(
  instances: readonly { readonly label: string; readonly values: Values }[],
  pair: { readonly mapper: number; readonly baseline: number },
  waitedFor: readonly number[],
): Stratum[] {
  return instances
    .map(({ label, values }) => ({
      name: label,
      logs: logRatios(values, pair, commonSeeds(values, waitedFor)).filter((value) => !Number.isNaN(value)),
    }))
    .filter(({ logs }) => logs.length > 0);
}

export function pairedRatio({ logs, ...named }: Stratum, resampling: Resampling): Untested<PairedRatio> {
  const mean = meanOf(logs);
  return {
    pairs: logs.length,
    mean: statedRatio(mean),
    interval: Number.isFinite(mean) ? bootstrapInterval([{ ...named, logs }], resampling) : null,
    test: signedRank(logs),
  };
}

export function overallOf(strata: readonly Stratum[], resampling: Resampling): Untested<Overall> {
  const means = strata.map(({ name, logs }) => ({ instance: name, mean: meanOf(logs) }));
  const bounded = strata.filter((_, at) => Number.isFinite(means[at].mean));
  const sized = means.filter(({ mean }) => !Number.isNaN(mean));
  const logs = sized.map(({ mean }) => mean);
  const finite = logs.filter(Number.isFinite);
  return {
    instances: strata.length,
    unbounded: strata.length - bounded.length,
    mean: finite.length === 0 ? null : statedRatio(meanOf(finite)),
    interval: bootstrapInterval(bounded, resampling),
    worst: extreme(sized, (a, b) => a > b),
    best: extreme(sized, (a, b) => a < b),
    wins: logs.filter((mean) => mean < 0).length,
    ties: logs.filter((mean) => mean === 0).length,
    losses: logs.filter((mean) => mean > 0).length,
    test: signedRank(logs),
  };
}

/** The first of those that no other goes beyond. */
function extreme(
  means: readonly { readonly instance: string; readonly mean: number }[],
  beyond: (a: number, b: number) => boolean,
): NamedRatio | null {
  if (means.length === 0) return null;
  const found = means.reduce((best, candidate) => (beyond(candidate.mean, best.mean) ? candidate : best));
  return { instance: found.instance, ratio: statedRatio(found.mean) };
}

/** Adds Holm's correction over all tests that were made against the baseline, which is held against nothing itself. */
export function corrected<R extends { readonly test: RawTest }>(
  rows: readonly (R | null)[],
  baseline: number,
): ((Omit<R, 'test'> & { readonly test: SignedRank }) | null)[] {
  const tested = rows.flatMap((row, at) => (row === null || at === baseline ? [] : [at]));
  const adjusted = new Map(
    holm(tested.map((at) => rows[at]!.test.p)).map((p, place) => [tested[place], p] as const),
  );
  return rows.map((row, at) =>
    row === null ? null : { ...row, test: { ...row.test, adjusted: adjusted.get(at) ?? 1 } },
  );
}
