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
  /** Where neurons of a file were split; absent = it is as the file says. */
  readonly split?: SplitRecord;
}

/** What `split/*` made of a network: in memory only, no file has it. */
export interface SplitRecord {
  /** Of the network before. */
  readonly neurons: number;
  readonly synapses: number;
  readonly parts: readonly PartsOf[];
  readonly added: {
    readonly neurons: number;
    readonly synapses: number;
    /** Of the parts and relays, in the window. */
    readonly spikes: number;
    /** Arriving at parts and relays or sent by them, beyond those of the network before, in the window. */
    readonly synapseEvents: number;
    /** By which the last population works later than before. */
    readonly delaySteps: number;
  };
  /** Synapses that arrive later than they should, because a loop has less delay than its parts. */
  readonly lateSynapses: number;
  /** groupOf[neuron] = those of a group fit a core together under every limit; null where no limit asked for it. */
  readonly groupOf: Uint32Array | null;
  /** The pass whose own rule made the groups: to it they are its clustering. Absent = a simple packer made them. */
  readonly groupedBy?: string;
}

/** A population of parts or of relays, and whose they are. */
export interface PartsOf {
  readonly id: string;
  readonly kind: 'parts' | 'relays';
  readonly of: string;
  readonly size: number;
  /** Runs [first, last, each]: neurons first..last of the population `of` have so many of them each, one after the other. */
  readonly neurons: readonly (readonly [first: number, last: number, each: number])[];
}

export interface PopulationSpec {
  readonly id: string;
  readonly size: number;
  /** Row-major shape, product = size; [channels, height, width] where a convolution reads or writes it. */
  readonly shape?: readonly number[];
  readonly role?: 'input' | 'hidden' | 'output';
  /** Outside the chip, at the i/o port: needs no core, its spikes enter or leave there. */
  readonly external?: boolean;
  /** Neuron model, for the simulator: `lif`, `if`, `integrator`, `adder`, `input` or any name it does not know. */
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
