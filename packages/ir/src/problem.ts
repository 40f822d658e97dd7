import type { Network } from './network.ts';
import type { Target } from './target.ts';

/**
 * What is minimised, as text: the name of one objective of `@nmap/energy`, or a weighted sum of them such as
 * "energy + 0.3 time". `parseObjective` there reads and checks it.
 */
export type Objective = string;

export interface Constraints {
  /** Use at most this many cores; null = as many as the chip has. */
  readonly maxCores: number | null;
  /** The target's cores were made to hold at most this many neurons (`withNeuronsPerCore`); null or absent = as many as they can. */
  readonly neuronsPerCore?: number | null;
  /** Modelled time of the average step at most, ns; null or absent = no limit. */
  readonly maxStepNs?: number | null;
  /** Packets over the busiest link at most, in the window; null or absent = no limit. */
  readonly maxLinkLoad?: number | null;
}

/** All that a mapper may see. */
export interface Problem {
  readonly network: Network;
  readonly target: Target;
  readonly constraints: Constraints;
  readonly objective: Objective;
}
