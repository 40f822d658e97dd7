import type { Network } from './network.ts';
import type { Target } from './target.ts';

/** What is minimised: priced energy, packets times hops, or latency. */
export type Objective = 'energy' | 'traffic' | 'latency';

export interface Constraints {
  /** Use at most this many cores; null = as many as the chip has. */
  readonly maxCores: number | null;
  /** The target's cores were made to hold at most this many neurons (`withNeuronsPerCore`); null or absent = as many as they can. */
  readonly neuronsPerCore?: number | null;
}

/** All that a mapper may see. */
export interface Problem {
  readonly network: Network;
  readonly target: Target;
  readonly constraints: Constraints;
  readonly objective: Objective;
}
