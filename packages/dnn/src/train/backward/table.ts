/** The backward pass of every kind of layer but the input: a new kind is its file and one line here. */
import type { DnnLayer, DnnOperation } from '../../spec.ts';
import { prepareActivationBackward } from './activation.ts';
import { prepareAddBackward } from './add.ts';
import { prepareAffineBackward } from './affine.ts';
import { prepareAveragePoolBackward } from './average-pool.ts';
import type { BackwardRun, LayerParameters, PrepareBackward } from './backward-run.ts';
import { prepareConcatBackward } from './concat.ts';
import { prepareConvBackward } from './conv.ts';
import { prepareDenseBackward } from './dense.ts';
import { prepareMaxPoolBackward } from './max-pool.ts';
import { prepareReindexBackward } from './reindex.ts';

type ComputedKind = Exclude<DnnOperation['kind'], 'input'>;

const PREPARE: { readonly [Kind in ComputedKind]: PrepareBackward<Kind> } = {
  conv: prepareConvBackward,
  dense: prepareDenseBackward,
  'average-pool': prepareAveragePoolBackward,
  'max-pool': prepareMaxPoolBackward,
  add: prepareAddBackward,
  concat: prepareConcatBackward,
  affine: prepareAffineBackward,
  activation: prepareActivationBackward,
  reindex: prepareReindexBackward,
};

/** The backward pass of a layer that is computed. */
export function prepareBackward(
  layer: DnnLayer & { readonly kind: ComputedKind },
  inputShapes: readonly (readonly number[])[],
  parameters: LayerParameters,
): BackwardRun {
  // The table gives every kind the function for its own layers.
  return (PREPARE[layer.kind] as PrepareBackward<ComputedKind>)(layer, inputShapes, parameters);
}
