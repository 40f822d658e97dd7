import { windowOf, type Target } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import type { Groundwork } from '../counts/groundwork.ts';
import { priceCounts, sumOfKnown, type EnergyReport } from '../counts/price-counts.ts';
import { meanStep } from './mean-step.ts';

/** The same events, on a chip that starts each step as soon as it is done with the last. */
export interface BackToBack {
  /** null where a constant of the step's time is unknown. */
  readonly stepNs: number | null;
  /** steps x stepNs: how long static power is on. */
  readonly windowMs: number | null;
  readonly energy: EnergyReport;
  /** The unknown constants of the step's time. */
  readonly missing: readonly string[];
}

const NS_PER_MS = 1e6;

/** @param counts of this placement, as `evaluate` gives them with its groundwork. */
export function evaluateBackToBack(groundwork: Groundwork, counts: Counts): BackToBack {
  const { problem, partOf } = groundwork;
  const { stepNs, missing, unverified } = meanStep(problem, partOf, counts, groundwork);
  const windowMs = stepNs === null ? null : (counts.steps * stepNs) / NS_PER_MS;
  const filed = windowOf(problem.network).lengthMs;
  const energy = backToBackEnergy(counts, problem.target, { windowMs, filed, missing, unverified });
  return { stepNs, windowMs, energy, missing };
}

/**
 * Energy of counted events where only static power knows about time.
 * @param time windowMs null: not known, for lack of the constants in `missing`; `filed`: any
 *   window in ms, to tell whether there is static power at all; `unverified`: constants of evidence U behind `windowMs`,
 *   which stands beside the energy wherever that is stated.
 */
export function backToBackEnergy(
  counts: Counts,
  target: Target,
  time: {
    readonly windowMs: number | null;
    readonly filed: number;
    readonly missing: readonly string[];
    readonly unverified: readonly string[];
  },
): EnergyReport {
  if (time.windowMs !== null) {
    const timed = priceCounts(counts, target, time.windowMs);
    return { ...timed, unverified: [...timed.unverified, ...time.unverified] };
  }
  const report = priceCounts(counts, target, time.filed);
  if (report.static === 0) return report;
  const total = sumOfKnown([report.neurons, report.synapses, report.interconnect]);
  const unpriced = [...report.unpriced, ...time.missing];
  const share =
    report.interconnect === null || total === null || total === 0 ? null : report.interconnect / total;
  return {
    ...report,
    static: null,
    total,
    partial: true,
    unpriced,
    mappingDependent: { energy: report.interconnect, share },
  };
}
