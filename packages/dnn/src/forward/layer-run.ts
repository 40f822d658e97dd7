import type { DnnLayerOf, DnnOperation } from '../spec.ts';

/**
 * Computes the values of one layer, in doubles, from those of its inputs. Parameters are read
 * from the layer at every run: a trainer changes them in place.
 */
export type LayerRun = (inputs: readonly Float64Array[], out: Float64Array) => void;

/** Makes the run of a layer whose inputs have these shapes; allocates all its scratch. */
export type PrepareLayer<Kind extends DnnOperation['kind']> = (
  layer: DnnLayerOf<Kind>,
  inputShapes: readonly (readonly number[])[],
) => LayerRun;
