import type { AxisLinks } from './axis-links.ts';
import type { KeyRule } from './common/keys.ts';

/** One side of a projection. */
export interface Side {
  readonly size: number;
  /** Row-major; [size] where the population has none. */
  readonly shape: readonly number[];
}

/** What a connector sees of its projection. */
export interface Ends {
  readonly from: Side;
  readonly to: Side;
  /** True where both ends are the same population: only then is i -> i a self-loop. */
  readonly recurrent: boolean;
  /** Occurrence for `Rng.fork`: two projections with equal seeds draw different synapses. */
  readonly projectionIndex: number;
}

/**
 * Receives every synapse, in the connector's documented order, as local indices.
 * `tap` is the entry of the kernel behind a synapse of `conv2d`, else 0.
 */
export type SynapseVisitor = (pre: number, post: number, tap: number) => void;

/** A violation: what is wrong, both numbers where there are two, and a way out. */
export interface Violation {
  readonly code: string;
  readonly message: string;
  readonly have?: number | string;
  readonly need?: number | string;
  readonly unit?: string;
  readonly hint?: string;
}

/** @param costly what takes a search to word, e.g. the nearest name: asked for only where it is shown. */
export type Report = (violation: Violation, costly?: () => Partial<Violation>) => void;

/** What the sizes alone prove of a projection's synapses, whatever is drawn. Lower bounds, 0 = nothing. */
export interface ProvenDegrees {
  readonly synapses: number;
  /** Synapses onto every target, all from distinct sources. */
  readonly ontoEveryTarget: number;
  /** Synapses onto some target, all from distinct sources. */
  readonly ontoSomeTarget: number;
  /** Distinct targets of every source. */
  readonly fromEverySource: number;
}

/** One connector: all that anyone asks of it. `Spec` is what stands in a {@link NetworkSpec}, its name under `connector`. */
export interface ConnectorDefinition<Spec extends { readonly connector: string }> {
  readonly name: Spec['connector'];
  /** Its keys beside those of every projection, in the order in which they are named. */
  readonly keys: Readonly<Record<Exclude<keyof Spec, 'connector'>, KeyRule>>;
  /** What it is called by PyNN, NEST, Brian and people. */
  readonly alsoCalled: readonly string[];
  /** Reports every way in which the connector does not fit its ends; must not throw on any value. */
  check(connector: Spec, ends: Ends, report: Report): void;
  /**
   * Where `check` reads lists: whether it would find nothing that changes how many synapses there are, from their
   * lengths alone. On any value.
   */
  isSoundInSize?(connector: Spec): boolean;
  /** Synapses it makes, as far as known before drawing: exact, or expected, or 0 = unknown. Only after a clean `check`. */
  count(connector: Spec, ends: Ends): number;
  /** Whether `count` is exact. */
  readonly countIsExact: boolean;
  /** True where two neurons may have several synapses of it. */
  readonly makesMultapses?: boolean;
  /** O(1), nothing allocated. Only after a clean `check`; of lists only the lengths are read. */
  proven(connector: Spec, ends: Ends): ProvenDegrees;
  /** Visits every synapse; the same ones in the same order on every call. Only after a clean `check`. */
  visit(connector: Spec, ends: Ends, visitor: SynapseVisitor): void;
  /**
   * Entries of the kernel, where lists of weights and delays hold one for each tap of it; absent: one for each
   * synapse. Only after a clean `check`.
   */
  kernelLength?(connector: Spec, ends: Ends): number;
  /**
   * Channels of the target, each with its own share of the kernel: as many consecutive neurons each. Where there is a
   * `kernelLength`.
   */
  kernelChannels?(connector: Spec, ends: Ends): number;
  /** Synapses that take their weight from an entry of the kernel. O(1). Where there is a `kernelLength`. */
  synapsesOfTap?(connector: Spec, ends: Ends, tap: number): number;
  /**
   * What it makes as a product of three axes; null, or absent, where it is none for these ends, and whoever asks has to
   * `visit`. O(1), nothing allocated by neurons. Only after a clean `check`.
   */
  links?(connector: Spec, ends: Ends): AxisLinks | null;
}
