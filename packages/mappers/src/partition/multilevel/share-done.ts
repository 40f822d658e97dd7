/**
 * What part of the pass each of its phases is, in shares: the runs, each with as many rounds as it turns out to need, then the
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

/** From and to, in shares of the pass. */
export type Part = readonly [from: number, to: number];

/** @param countsDecide whether no limit beyond neurons and synapses exists: then a run is one round, and no annealing follows. */
export function partOfRound({ run, runs, growth }: Round, countsDecide: boolean): Part {
  if (countsDecide) return [run / runs, (run + 1) / runs];
  // Half of what is left to every round: how many there will be is not known.
  const left = 1 / 2 ** growth;
  const ofRun = SEARCH_BEFORE_LEGAL / runs;
  return [ofRun * (run + 1 - left), ofRun * (run + 1 - left / 2)];
}

export function partOfSchedule(schedules: readonly LegalAnnealOptions[], index: number): Part {
  const work = (until: number): number =>
    schedules.slice(0, until).reduce((sum, schedule) => sum + schedule.work, 0);
  const ofWork = (1 - SEARCH_BEFORE_LEGAL) / work(schedules.length);
  return [SEARCH_BEFORE_LEGAL + ofWork * work(index), SEARCH_BEFORE_LEGAL + ofWork * work(index + 1)];
}
