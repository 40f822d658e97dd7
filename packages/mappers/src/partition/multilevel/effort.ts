/** What each effort means, in numbers of the phases. Chosen by measurement on convolutional, liquid and random nets. */
import type { CycleOptions } from './vcycle.ts';

export const EFFORTS = ['fast', 'default', 'best'] as const;
export type Effort = (typeof EFFORTS)[number];

export interface EffortOptions {
  readonly cycle: CycleOptions;
  /** Independent runs. */
  readonly runs: number;
  /** Cycles that improve the partition of a run. */
  readonly vcycles: number;
  /** Times that a run may ask for more cores when limits bind. */
  readonly growths: number;
  /** Rounds of moves under all limits. */
  readonly legalRounds: number;
}

export function effortOptions(effort: Effort): EffortOptions {
  switch (effort) {
    case 'fast':
      return { cycle: cycle(30, 3, 100, 2, 1), runs: 1, vcycles: 0, growths: 2, legalRounds: 3 };
    case 'default':
      return { cycle: cycle(120, 8, 200, 8, 2), runs: 1, vcycles: 0, growths: 3, legalRounds: 8 };
    case 'best':
      return { cycle: cycle(160, 16, 200, 12, 3), runs: 3, vcycles: 3, growths: 4, legalRounds: 20 };
  }
}

function cycle(nodesPerPart: number, tries: number, bisectNodes: number, rounds: number, patience: number): CycleOptions {
  const maxRatedNetSize = 1000;
  return {
    nodesPerPart,
    maxRatedNetSize,
    shrinkFactor: 2.5,
    initial: { tries, repeats: 1, bisectNodes, maxRatedNetSize, fm: { rounds: Math.min(5, rounds), seeds: 10, patience, minGain: 0.001 } },
    fm: { rounds, seeds: 15, patience, minGain: 0.001 },
  };
}
