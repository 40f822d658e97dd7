/** Values of one metric, and the ratios of a mapper's to the baseline's, as logarithms: halving and doubling are as far from 0. */
import { exp, log } from '@nmap/kernels';
import type { StudyInstance } from './gather.ts';
import { valueOf } from './metrics.ts';

/** values[mapper][seed], by their indices; null where there is none. */
export type Values = readonly (readonly (number | null)[])[];

export function valuesOf({ runs }: StudyInstance, key: string): Values {
  return runs.map((row) => row.map((record) => (record === null ? null : valueOf(record, key))));
}

/** Seeds whose value is known of each of these mappers. */
export function commonSeeds(values: Values, mappers: readonly number[]): number[] {
  const [first] = values;
  return first
    .map((_, seed) => seed)
    .filter((seed) => mappers.every((mapper) => values[mapper][seed] !== null));
}

/**
 * log(mapper / baseline) for each of the seeds: 0 where both are 0, -Infinity where only the mapper's is, Infinity where only
 * the baseline's is, NaN where one is below 0 and there is no ratio.
 */
export function logRatios(
  values: Values,
  pair: { readonly mapper: number; readonly baseline: number },
  seeds: readonly number[],
): number[] {
  return seeds.map((seed) => {
    const ours = values[pair.mapper][seed]!;
    const theirs = values[pair.baseline][seed]!;
    if (ours === theirs) return 0;
    return ours < 0 || theirs < 0 ? NaN : settled(log(ours) - log(theirs));
  });
}

/** The last bits are noise: cut, so that 2 / 1 and 4 / 2 are the same ratio and ties are seen. */
export function settled(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

/** NaN without any. */
export function meanOf(logs: readonly number[]): number {
  return settled(logs.reduce((sum, value) => sum + value, 0) / logs.length);
}

/** A ratio as a summary states it, without noise; null for what JSON does not have: infinity, and what is no number. */
export function statedRatio(logarithm: number): number | null {
  const ratio = exp(logarithm);
  return Number.isFinite(ratio) ? Number(ratio.toPrecision(10)) : null;
}
