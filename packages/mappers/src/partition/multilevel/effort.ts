/**
 * What each effort means, in numbers of the phases. Chosen by measurement on convolutional,
 * liquid, small-world and random networks of 10^3 to 10^5 neurons with shuffled ids.
 */
import type { Network } from '@nmap/ir';
import type { AnnealOptions } from '../../kway/anneal-gains.ts';
import type { LegalAnnealOptions } from './anneal-legal.ts';
import type { PartitionOptions } from './partition.ts';

export const EFFORTS = ['fast', 'default', 'best'] as const;
export type Effort = (typeof EFFORTS)[number];

export interface EffortOptions {
  readonly partition: PartitionOptions;
  /** Independent runs. */
  readonly runs: number;
  /** Times that a run may ask for more cores when limits bind. */
  readonly growths: number;
  /** Search under limits beyond neurons and synapses, where they bind. */
  readonly legal: readonly LegalAnnealOptions[];
}

/** Larger nets say little about who belongs together and cost the square of their size. */
const MAX_RATED_NET_SIZE = 1000;

/**
 * Mean targets of a neuron from which on `default` searches like `fast`. Each move then costs hundreds of
 * counts, and a network so dense has little to find: on a tenth of the cortical microcircuit (370 targets)
 * the long search takes twice the time for 3 % less connectivity.
 */
const DENSE_TARGETS = 200;

/**
 * Targets of units from which on `default` searches like `fast`: it takes a minute for a million of them, and what is left of ten
 * is worth more to those that see hops.
 */
const MANY_TARGETS_OF_UNITS = 1_000_000;

/** What is asked for, but no long search by default on a dense network or many units; `best` is always what it says. */
export function affordableEffort(effort: Effort, { outTarget, vertexCount, units }: Network): Effort {
  const isLong =
    outTarget.length > DENSE_TARGETS * vertexCount ||
    (units !== null && outTarget.length > MANY_TARGETS_OF_UNITS);
  return effort === 'default' && isLong ? 'fast' : effort;
}

/** Up to so many targets of neurons the shorter searches cost little. */
const FEW_TARGETS = 100_000;

/**
 * The efforts that a search of this one makes, itself the last: the shorter ones come before it, with the random numbers that
 * they would have alone, so that a longer search never ends above a shorter one. `default` takes what `fast` found for one of
 * its two partitions, and so takes no longer; `best` begins with the others on small networks and on units, where they
 * cost little. On units `fast` takes a tenth of the time of `default` and is legal and good when the time is over.
 */
export function nestedEfforts(effort: Effort, { outTarget, units }: Network): Effort[] {
  return effort === 'best' && outTarget.length > FEW_TARGETS && units === null
    ? [effort]
    : EFFORTS.slice(0, EFFORTS.indexOf(effort) + 1);
}

interface Numbers {
  readonly nodesPerPart: number;
  readonly tries: number;
  readonly agglomerates: boolean;
  readonly fmRounds: number;
  /** Of FM on the levels that evolve, and on the finest after them. */
  readonly patience: readonly [number, number];
  readonly rounds: number;
  readonly evolve: PartitionOptions['evolve'];
  readonly annealsStructured: boolean;
  readonly anneal: AnnealOptions;
  readonly annealFinest: AnnealOptions;
  readonly growths: number;
  readonly legal: readonly LegalAnnealOptions[];
}

const NUMBERS: Readonly<Record<Effort, Numbers>> = {
  fast: {
    nodesPerPart: 20,
    tries: 2,
    agglomerates: false,
    fmRounds: 1,
    patience: [0, 0],
    rounds: 0,
    evolve: 'below',
    annealsStructured: false,
    anneal: { sweeps: 800, work: 30e6, rise: 0.05 },
    annealFinest: { sweeps: 60, work: 8e6, rise: 0.003 },
    growths: 2,
    legal: [{ sweeps: 30, work: 50e6, hot: 0.1, cold: 0.02 }],
  },
  default: {
    nodesPerPart: 30,
    tries: 4,
    agglomerates: true,
    fmRounds: 3,
    patience: [0, 1],
    rounds: 1,
    evolve: 'below',
    annealsStructured: true,
    anneal: { sweeps: 1500, work: 90e6, rise: 0.06 },
    annealFinest: { sweeps: 500, work: 60e6, rise: 0.006 },
    growths: 3,
    legal: [
      { sweeps: 150, work: 400e6, hot: 0.2, cold: 0.03 },
      { sweeps: 50, work: 100e6, hot: 0.1, cold: 0.02 },
    ],
  },
  best: {
    nodesPerPart: 30,
    tries: 8,
    agglomerates: true,
    fmRounds: 4,
    patience: [2, 2],
    rounds: 4,
    evolve: 'finest',
    annealsStructured: true,
    anneal: { sweeps: 2000, work: 200e6, rise: 0.05 },
    annealFinest: { sweeps: 3000, work: 3e9, rise: 0.015 },
    growths: 4,
    legal: [
      { sweeps: 1000, work: 5e9, hot: 0.2, cold: 0.03 },
      { sweeps: 300, work: 1e9, hot: 0.1, cold: 0.02 },
    ],
  },
};

export function effortOptions(effort: Effort): EffortOptions {
  const { patience, rounds, evolve, annealsStructured, annealFinest, growths, legal, ...numbers } =
    NUMBERS[effort];
  const { nodesPerPart, tries, agglomerates, fmRounds, anneal } = numbers;
  const fm = { rounds: fmRounds, seeds: 15, patience: patience[0], minGain: 0.001 };
  const partition = {
    cycle: {
      nodesPerPart,
      agglomerates,
      maxRatedNetSize: MAX_RATED_NET_SIZE,
      shrinkFactor: 2.5,
      initial: {
        tries,
        bisectNodes: 200,
        maxRatedNetSize: MAX_RATED_NET_SIZE,
        fm: { ...fm, rounds: Math.min(5, fmRounds), seeds: 10 },
      },
      fm,
      anneal,
    },
    rounds,
    evolve,
    share: 0.5,
    fmFinest: { ...fm, patience: patience[1] },
    annealFinest,
    annealsStructured,
  };
  return { partition, runs: 1, growths, legal };
}
