import type { DnnLayerOf, DnnOperation } from '../../spec.ts';

/** What a layer read and made for the last sample, and the gradients on both sides. */
export interface BackwardPass {
  readonly inputs: readonly Float64Array[];
  readonly out: Float64Array;
  /** Of the loss by every value of `out`. */
  readonly outGradient: Float64Array;
  /** Added to; null where nothing that is trained lies before. */
  readonly inputGradients: readonly (Float64Array | null)[];
}

/** Adds to the gradients of a layer's inputs and parameters. */
export type BackwardRun = (pass: BackwardPass) => void;

/** Parameters of a layer and the gradient of each, added to by every sample. */
export interface LayerParameters {
  readonly values: readonly Float64Array[];
  readonly gradients: readonly Float64Array[];
}

/** Prepares the backward pass of a layer whose inputs have these shapes. */
export type PrepareBackward<Kind extends DnnOperation['kind']> = (
  layer: DnnLayerOf<Kind>,
  inputShapes: readonly (readonly number[])[],
  parameters: LayerParameters,
) => BackwardRun;
