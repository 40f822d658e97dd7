/**
 * What a key of a connector may hold, as data: a reader of network files checks it, and the hash of a network's
 * meaning fills in what a file leaves out. A key that is `required` says what for; any other has a `usual` value.
 */
export type KeyRule =
  /** A whole number of synapses, 0 or more. */
  | { readonly kind: 'count'; readonly required: string }
  /** From 0 to 1. */
  | { readonly kind: 'probability'; readonly required: string }
  /** Above 0. */
  | { readonly kind: 'length'; readonly required: string; readonly unit: string }
  | { readonly kind: 'word'; readonly required: string; readonly words: readonly string[] }
  /** Neurons of one end, a number for each synapse. */
  | { readonly kind: 'indices'; readonly required: string }
  /** A whole number, 1 or more. */
  | { readonly kind: 'whole'; readonly usual: number }
  | { readonly kind: 'seed'; readonly usual: number }
  | { readonly kind: 'flag'; readonly usual: boolean }
  | PairRule;

/** A whole number for both directions, or [vertical, horizontal], or one of some words. */
export type PairRule = {
  readonly kind: 'pair';
  readonly least: 0 | 1;
  /** What each word comes to. */
  readonly words?: Readonly<Record<string, string | number>>;
} & ({ readonly required: string } | { readonly usual: number | OtherKey });

/** The value of another key of the connector. */
export interface OtherKey {
  readonly sameAs: string;
}

export const SEED: KeyRule = { kind: 'seed', usual: 1 };
export const SELF_CONNECTIONS: KeyRule = { kind: 'flag', usual: true };
export const PROBABILITY: KeyRule = { kind: 'probability', required: 'the probability of a synapse' };
export const KERNEL: KeyRule = {
  kind: 'pair',
  least: 1,
  required: 'the window: one number, or [height, width]',
};
