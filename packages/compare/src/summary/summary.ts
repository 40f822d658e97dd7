/**
 * What a comparison found, as plain JSON. Mappers, instances and seeds stand in an order of their own, so that the same
 * records give the same summary whatever order they were read in. What a run took where it ran, its time and memory, is
 * in `times` alone: all else is the same for the same records without their cost.
 *
 * An **instance** is one network on one chip under one objective and setting. A **pair** is one seed of an instance that
 * both a mapper and the baseline solved; the ratio of an instance is the geometric mean over its pairs.
 */
import type { FailureKind, RunRecord } from '../run/record.ts';

export interface Summary {
  readonly format: 'nmap-summary';
  readonly version: 1;
  readonly baseline: string;
  /** Share of the intervals, e.g. 0.95; how many resamples, and from which seed. */
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
  readonly toolVersions: readonly string[];
  /** The baseline first, the others by name. */
  readonly mappers: readonly MapperSummary[];
  readonly instances: readonly InstanceSummary[];
  /** What was asked for, in that order: the first is what the headline is about. */
  readonly metrics: readonly MetricSummary[];
  /** Energy against the time of a step. */
  readonly front: Front;
  /** What has to be known to read the numbers, in sentences. */
  readonly notes: readonly string[];
  /** null where no record says what its run took. */
  readonly times: Times | null;
}

export interface FailureCount {
  readonly kind: FailureKind;
  readonly count: number;
  /** Of the first of them; no message of a kind that depends on where a run is made. */
  readonly code: string | null;
  readonly message: string;
}

interface Outcomes {
  readonly runs: number;
  /** Verified placements. */
  readonly solved: number;
  /** Seeds that others ran and this mapper did not. */
  readonly missing: number;
  /** Of the solved ones, those that a time limit cut short: another machine may find something else. */
  readonly cutShort: number;
  readonly failures: readonly FailureCount[];
}

export interface MapperSummary extends Outcomes {
  readonly name: string;
  /** Distinct pipelines: a preset may choose by chip. */
  readonly pipelines: readonly string[];
  readonly preset: string | null;
}

export interface InstanceSummary {
  readonly label: string;
  readonly network: RunRecord['network'];
  readonly hardware: RunRecord['hardware'];
  readonly objective: string;
  readonly setting: RunRecord['setting'];
  readonly seeds: readonly number[];
  /** One for each mapper, in the order of `mappers`. */
  readonly cells: readonly CellSummary[];
}

export interface CellSummary extends Outcomes {
  readonly mapper: string;
  /** How many different placements the seeds led to. */
  readonly placements: number;
  /** Evaluations that searching passes counted, where they do. */
  readonly evaluations: Spread | null;
}

/** Over the seeds of an instance; quartiles by linear interpolation. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** What keeps a number from being taken as it is. */
export interface Marks {
  /** A constant that it needs is unknown: it is a sum of the known parts. */
  readonly partial: boolean;
  /** It rests on constants of evidence U, which nobody has verified. */
  readonly unverified: boolean;
}

export interface MetricSummary {
  readonly key: string;
  readonly label: string;
  /** Empty for what is counted. */
  readonly unit: string;
  readonly marks: Marks;
  /** One for each instance, in the order of `instances`. */
  readonly instances: readonly InstanceMetric[];
  /** One for each mapper, in the order of `mappers`. */
  readonly overall: readonly OverallRow[];
  readonly profile: Profile;
}

export interface InstanceMetric {
  readonly instance: string;
  readonly marks: Marks;
  /** Largest lower bound that a record states; null where none is known. */
  readonly bound: number | null;
  readonly cells: readonly MetricCell[];
}

export interface MetricCell {
  readonly mapper: string;
  readonly value: Spread | null;
  /** To the baseline, paired by seed; null without a pair. */
  readonly ratio: PairedRatio | null;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface PairedRatio {
  readonly pairs: number;
  /** 0 where the mapper comes down to nothing and the baseline does not; null the other way round. */
  readonly mean: number | null;
  /** Bootstrap over the seeds; null with fewer than two pairs, or where the mean is no number above 0. */
  readonly interval: Interval | null;
  readonly test: SignedRank;
}

/** Wilcoxon's signed-rank test of the logarithms of ratios, two-sided. */
export interface SignedRank {
  /** Pairs that differ. */
  readonly differing: number;
  /** The smaller of the two sums of ranks. */
  readonly statistic: number;
  readonly p: number;
  /** Holm's correction over the mappers that are held against the baseline. */
  readonly adjusted: number;
  readonly method: 'exact' | 'normal';
}

export interface OverallRow {
  readonly mapper: string;
  /** Over the instances and seeds that every mapper solved; a mapper that solved nothing at all is not waited for. */
  readonly common: Overall;
  /** Over all that this mapper and the baseline solved. */
  readonly pairwise: Overall;
}

export interface Overall {
  readonly instances: number;
  /** Ratios that are 0 or endless, because one of the two came down to nothing: not in the mean. */
  readonly unbounded: number;
  /** Geometric mean of the instances' ratios; null without any. */
  readonly mean: number | null;
  readonly interval: Interval | null;
  readonly worst: NamedRatio | null;
  readonly best: NamedRatio | null;
  /** Instances on which the mapper is below, at and above the baseline. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  readonly test: SignedRank;
}

export interface NamedRatio {
  readonly instance: string;
  /** null where the baseline came down to nothing and the mapper did not. */
  readonly ratio: number | null;
}

/**
 * Dolan and More's performance profile: for each mapper, the share of runs whose value is within a factor of the best
 * of all mappers for the same instance and seed. A failure is never within.
 */
export interface Profile {
  /** Instances that count, each with the same weight; seeds that a mapper has not run are left out. */
  readonly instances: number;
  readonly curves: readonly {
    readonly mapper: string;
    /** Rising steps: from this factor on, this share. */
    readonly steps: readonly (readonly [factor: number, share: number])[];
  }[];
}

/** Two costs against each other; a mapper is on the front where no other is at least as good in both and better in one. */
export interface Front {
  readonly x: AxisOfFront;
  readonly y: AxisOfFront;
  readonly instances: readonly { readonly instance: string; readonly points: readonly FrontPoint[] }[];
  /** Geometric means of ratios to the baseline, over what every mapper solved. */
  readonly overall: readonly FrontPoint[];
}

export interface AxisOfFront {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly marks: Marks;
}

export interface FrontPoint {
  readonly mapper: string;
  readonly x: number;
  readonly y: number;
  readonly onFront: boolean;
}

/** What runs took where they ran: never the same twice. */
export interface Times {
  readonly hosts: readonly string[];
  readonly metrics: readonly MetricSummary[];
  /** Energy against CPU time. */
  readonly front: Front;
}
