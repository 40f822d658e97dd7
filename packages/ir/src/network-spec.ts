/**
 * What people write and what papers describe: populations and projections.
 * `lower` turns it into the flat {@link Network}.
 */

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

/** Connectors carry PyNN's names where PyNN has one. Synapse order is stated with each. */
export type Connector =
  /** Every pair, by source, then target. `selfConnections` (default true) matters where from = to. */
  | { readonly connector: 'all-to-all'; readonly selfConnections?: boolean }
  /** i -> i; equal sizes. */
  | { readonly connector: 'one-to-one' }
  /** pre[k] -> post[k], local indices; repeats are multapses. */
  | { readonly connector: 'list'; readonly pre: ArrayLike<number>; readonly post: ArrayLike<number> }
  /** Every pair with probability p. */
  | {
      readonly connector: 'fixed-probability';
      readonly p: number;
      readonly seed?: number;
      readonly selfConnections?: boolean;
    }
  /** Exactly n distinct sources for each target, uniform. */
  | {
      readonly connector: 'fixed-fan-in';
      readonly n: number;
      readonly seed?: number;
      readonly selfConnections?: boolean;
    }
  /** Exactly n distinct targets for each source, uniform. */
  | {
      readonly connector: 'fixed-fan-out';
      readonly n: number;
      readonly seed?: number;
      readonly selfConnections?: boolean;
    }
  /** Exactly n synapses, both ends uniform and independent: multapses and self-loops occur (Potjans & Diesmann 2014). */
  | { readonly connector: 'fixed-total-number'; readonly n: number; readonly seed?: number }
  /**
   * A pair at Euclidean distance d of the populations' shapes (grid units, both grids
   * centred and scaled to the larger one) with probability p * profile(d / scale).
   */
  | {
      readonly connector: 'distance-dependent';
      readonly p: number;
      readonly scale: number;
      /** gaussian: exp(-x^2 / 2); exponential: exp(-x); disc: 1 if x <= 1 else 0. */
      readonly profile: 'gaussian' | 'exponential' | 'disc';
      readonly seed?: number;
      readonly selfConnections?: boolean;
    }
  /**
   * Convolution between [channels, height, width] shapes; taps outside the image make no synapse.
   * `weight` may be one number or the kernel [outChannels, inChannels / groups, kernelHeight, kernelWidth], flat.
   */
  | {
      readonly connector: 'conv2d';
      readonly kernel: number | readonly [number, number];
      readonly stride?: number | readonly [number, number];
      readonly padding?: number | readonly [number, number] | 'same' | 'valid';
      readonly dilation?: number | readonly [number, number];
      readonly groups?: number;
    }
  /** Pooling window per channel; stride defaults to the kernel. */
  | {
      readonly connector: 'pool2d';
      readonly kernel: number | readonly [number, number];
      readonly stride?: number | readonly [number, number];
      readonly padding?: number | readonly [number, number];
    };
