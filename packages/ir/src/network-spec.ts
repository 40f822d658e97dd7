/**
 * What people write and what papers describe: populations and projections.
 * `lower` turns it into the flat {@link Network}.
 */

import type { Connector } from './connectors/table.ts';

export type { Connector };

export interface NetworkSpec {
  readonly name: string;
  /** Length of one simulation step. */
  readonly timestepMs: number;
  /** Length of the window in which `spikes` were counted; `windowOf` says how many steps that is. */
  readonly durationMs: number;
  readonly populations: readonly PopulationSpec[];
  readonly projections: readonly ProjectionSpec[];
}

export interface PopulationSpec {
  readonly id: string;
  readonly size: number;
  /** Row-major shape, product = size; [channels, height, width] where a convolution reads or writes it. */
  readonly shape?: readonly number[];
  readonly role?: 'input' | 'hidden' | 'output';
  /** Outside the chip, at the i/o port: needs no core, its spikes enter or leave there. */
  readonly external?: boolean;
  /** Neuron model, for the simulator: `lif`, `if`, `integrator`, `input` or any name it does not know. */
  readonly model?: string;
  /**
   * Model parameters: one number for all neurons or one each. `simulate --mode lif` reads threshold, reset,
   * leak or tauMs, leakGrain (0.015625 is SANA-FE's arithmetic), bias, refractoryMs, v0, softReset, inclusive,
   * presentationMs, windowStartMs and windowMs.
   */
  readonly params?: Readonly<Record<string, number | ArrayLike<number>>>;
  /** Spikes of each neuron in `durationMs`: one number for all, or one each. Integers. */
  readonly spikes?: number | ArrayLike<number>;
  /** In place of `spikes`: spikes = round(rateHz * durationMs / 1000), halves up. */
  readonly rateHz?: number | ArrayLike<number>;
}

/** A number for all synapses, or one for each in the order the connector makes them. */
export type PerSynapse = number | ArrayLike<number>;

interface ProjectionBase {
  /** Population ids. */
  readonly from: string;
  readonly to: string;
  readonly weight?: PerSynapse;
  readonly delayMs?: PerSynapse;
}

export type ProjectionSpec = ProjectionBase & Connector;
