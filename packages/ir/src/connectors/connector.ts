import type { Connector } from '../network-spec.ts';

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

export type ConnectorName = Connector['connector'];
export type ConnectorOf<Name extends ConnectorName> = Extract<Connector, { readonly connector: Name }>;

/** One connector: all that `lower` and the simulator ask of it. */
export interface ConnectorDefinition<Name extends ConnectorName> {
  /** Reports every way in which the connector does not fit its ends; must not throw on any value. */
  check(connector: ConnectorOf<Name>, ends: Ends, report: Report): void;
  /** Synapses it makes, as far as known before drawing: exact, or expected, or 0 = unknown. Only after a clean `check`. */
  count(connector: ConnectorOf<Name>, ends: Ends): number;
  /** Visits every synapse; the same ones in the same order on every call. Only after a clean `check`. */
  visit(connector: ConnectorOf<Name>, ends: Ends, visitor: SynapseVisitor): void;
}
