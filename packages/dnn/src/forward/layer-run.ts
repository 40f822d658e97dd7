import type { DnnLayerOf, DnnOperation } from '../spec.ts';

/** Computes the values of one layer from those of its inputs. */
export type LayerRun = (inputs: readonly Float64Array[], out: Float64Array) => void;

export interface PreparedLayer {
  readonly run: LayerRun;
  /**
   * What the run reads, in doubles; a trainer changes them in place. Weights and biases,
   * factors and terms, the ceiling of a clip-floor-shift; empty for the rest.
   */
  readonly parameters: readonly Float64Array[];
}

/** Prepares a layer whose inputs have these shapes; allocates all its scratch. */
export type PrepareLayer<Kind extends DnnOperation['kind']> = (
  layer: DnnLayerOf<Kind>,
  inputShapes: readonly (readonly number[])[],
) => PreparedLayer;
