import type { Temperatures } from './temperatures.ts';

/** How one annealing goes from its first temperature to its last. */
export interface Schedule {
  /** Temperatures. */
  readonly steps: number;
  /** Proposals at each. */
  readonly proposals: number;
  readonly temperatures: Temperatures;
  /** Entries of arrays that a proposal looks at. */
  readonly workOfProposal: number;
  /** Reach of the proposals at the first temperature and at the last; falls geometrically. Left out: no matter. */
  readonly reach?: readonly [first: number, last: number];
  /** So many falling temperatures in a row without a change are the end; left out: never. */
  readonly frozenAfter?: number;
}
