/**
 * What each effort means, in numbers of the phases. Chosen by measurement on convolutional,
 * liquid, small-world and random networks of 10^3 to 10^5 neurons with shuffled ids.
 */
import type { Network } from '@nmap/ir';
import type { AnnealOptions } from './anneal.ts';
import type { LegalAnnealOptions } from './anneal-legal.ts';
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
  /** Search under limits beyond neurons and synapses, where they bind. */
  readonly legal: LegalAnnealOptions;
}

/** Larger nets say little about who belongs together and cost the square of their size. */
const MAX_RATED_NET_SIZE = 1000;

/**
 * Mean targets of a neuron from which on `default` searches like `fast`. Each move then costs hundreds of
 * counts, and a network so dense has little to find: on a tenth of the cortical microcircuit (370 targets)
 * the long search takes twice the time for 3 % less connectivity.
 */
const DENSE_TARGETS = 200;

/** What is asked for, but no long search by default on a dense network; `best` is always what it says. */
export function affordableEffort(effort: Effort, { outTarget, neuronCount }: Network): Effort {
  return effort === 'default' && outTarget.length > DENSE_TARGETS * neuronCount ? 'fast' : effort;
}

export function effortOptions(effort: Effort, keepGoing: () => boolean): EffortOptions {
  switch (effort) {
    case 'fast':
      return {
        cycle: cycle(
          { nodesPerPart: 20, tries: 2, bisectNodes: 100, rounds: 2, patience: 1 },
          [],
          [],
          keepGoing,
        ),
        runs: 1,
        vcycles: 0,
        growths: 2,
        legal: { sweeps: 30, work: 50e6, hot: 0.1, cold: 0.02 },
      };
    case 'default':
      return {
        cycle: cycle(
          { nodesPerPart: 40, tries: 4, bisectNodes: 200, rounds: 4, patience: 2 },
          [{ sweeps: 300, work: 25e6, hot: 30, cold: 0.3 }],
          [{ sweeps: 200, work: 50e6, hot: 2, cold: 0.2 }],
          keepGoing,
        ),
        runs: 1,
        vcycles: 0,
        growths: 3,
        legal: { sweeps: 200, work: 500e6, hot: 0.2, cold: 0.03 },
      };
    case 'best':
      return {
        cycle: cycle(
          { nodesPerPart: 40, tries: 10, bisectNodes: 200, rounds: 8, patience: 2 },
          [{ sweeps: 600, work: 250e6, hot: 30, cold: 0.3 }],
          [
            { sweeps: 600, work: 300e6, hot: 8, cold: 0.4 },
            { sweeps: 600, work: 300e6, hot: 2, cold: 0.1 },
          ],
          keepGoing,
        ),
        runs: 3,
        vcycles: 1,
        growths: 4,
        legal: { sweeps: 1000, work: 5e9, hot: 0.2, cold: 0.03 },
      };
  }
}

interface CycleNumbers {
  readonly nodesPerPart: number;
  readonly tries: number;
  readonly bisectNodes: number;
  readonly rounds: number;
  readonly patience: number;
}

function cycle(
  numbers: CycleNumbers,
  annealCoarsest: readonly AnnealOptions[],
  annealFinest: readonly AnnealOptions[],
  keepGoing: () => boolean,
): CycleOptions {
  const { nodesPerPart, tries, bisectNodes, rounds, patience } = numbers;
  return {
    nodesPerPart,
    maxRatedNetSize: MAX_RATED_NET_SIZE,
    shrinkFactor: 2.5,
    initial: {
      tries,
      repeats: 1,
      bisectNodes,
      maxRatedNetSize: MAX_RATED_NET_SIZE,
      fm: { rounds: Math.min(5, rounds), seeds: 10, patience, minGain: 0.001, keepGoing },
    },
    fm: { rounds, seeds: 15, patience, minGain: 0.001, keepGoing },
    annealCoarsest,
    annealFinest,
    keepGoing,
  };
}
