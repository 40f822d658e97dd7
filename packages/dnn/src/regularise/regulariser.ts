/** What a regulariser is told about one layer and one sample. */
export interface PenaltyTerms {
  /** Activations, or rates where a scale was asked for. */
  readonly values: Float64Array;
  /** prices[neuron] = what one of its spikes costs, as a multiple of the mean; null where none are needed. */
  readonly prices: Float64Array | null;
  readonly options: Readonly<Record<string, number>>;
  /** Added to: derivative of the penalty by every value. */
  readonly gradient: Float64Array;
}

export interface RegulariserOption {
  readonly name: string;
  readonly description: string;
  /** null: it must be given. */
  readonly default: number | null;
  readonly least: number;
  readonly most: number;
}

/** One regulariser, as its folder defines it. */
export interface RegulariserDefinition {
  readonly name: string;
  readonly summary: string;
  /** Authors, year, identifier. */
  readonly paper: string;
  /** The first one may be given without its name. */
  readonly options: readonly RegulariserOption[];
  /** What its prices are: synapses behind a neuron, or picojoules on the placed chip. */
  readonly prices: 'fan-out' | 'chip' | null;
  /** The penalty of one layer and one sample, its weight included. */
  readonly penalise: (terms: PenaltyTerms) => number;
}

/**
 * What activations are divided by before they are judged: nothing; the trained ceiling of their layer;
 * or a percentile over the non-zero values of their layer (100: the largest).
 */
export type RegulariserScale = 'none' | 'ceiling' | number;

/** A regulariser with its numbers: `hoyer-square(4e-4)`. */
export interface Regulariser {
  readonly definition: RegulariserDefinition;
  readonly options: Readonly<Record<string, number>>;
  readonly scale: RegulariserScale;
}

/** The weight that every regulariser has. */
export const WEIGHT: RegulariserOption = {
  name: 'weight',
  description: 'how much of the penalty joins the loss of a sample, for each layer',
  default: null,
  least: 0,
  most: 1e6,
};
