/**
 * How far the pass is, as a share that never falls: the runs, each with as many rounds as it turns out to need, then the
 * schedules of legal annealing. Nothing but progress reads it.
 */
import type { LegalAnnealOptions } from './anneal-legal.ts';

/** Where limits beyond the counts bind, annealing under them takes about as long as the search or longer. */
const SEARCH_BEFORE_LEGAL = 0.5;

export interface Round {
  readonly run: number;
  readonly runs: number;
  /** Times that the run has asked for more cores already. */
  readonly growth: number;
}

/** @param countsDecide whether no limit beyond neurons and synapses exists: then a run is one round, and no annealing follows. */
export function shareOfSearch({ run, runs, growth }: Round, fraction: number, countsDecide: boolean): number {
  if (countsDecide) return (run + fraction) / runs;
  // Half of what is left to every round: how many there will be is not known.
  const ofRun = 1 - (1 - fraction / 2) / 2 ** growth;
  return (SEARCH_BEFORE_LEGAL * (run + ofRun)) / runs;
}

export function shareOfLegal(
  schedules: readonly LegalAnnealOptions[],
  index: number,
  fraction: number,
): number {
  const work = (until: number): number =>
    schedules.slice(0, until).reduce((sum, schedule) => sum + schedule.work, 0);
  const done = work(index) + fraction * schedules[index].work;
  return SEARCH_BEFORE_LEGAL + (1 - SEARCH_BEFORE_LEGAL) * (done / work(schedules.length));
}
