/** How every kind of layer but the input is computed: a new kind is its file and one line here. */
import type { DnnLayer, DnnOperation } from '../spec.ts';
import { prepareActivation } from './activation.ts';
import { prepareAdd } from './add.ts';
import { prepareAffine } from './affine.ts';
import { prepareAveragePool } from './average-pool.ts';
import { prepareConcat } from './concat.ts';
import { prepareConv } from './conv.ts';
import { prepareDense } from './dense.ts';
import type { PreparedLayer, PrepareLayer } from './layer-run.ts';
import { prepareMaxPool } from './max-pool.ts';
import { prepareReindex } from './reindex.ts';

type ComputedKind = Exclude<DnnOperation['kind'], 'input'>;

const PREPARE: { readonly [Kind in ComputedKind]: PrepareLayer<Kind> } = {
  conv: prepareConv,
  dense: prepareDense,
  'average-pool': prepareAveragePool,
  'max-pool': prepareMaxPool,
  add: prepareAdd,
  concat: prepareConcat,
  affine: prepareAffine,
  activation: prepareActivation,
  reindex: prepareReindex,
};

/** A layer made ready; null for the input, whose values are given. */
export function prepareLayer(
  layer: DnnLayer,
  inputShapes: readonly (readonly number[])[],
): PreparedLayer | null {
  if (layer.kind === 'input') return null;
  // The table gives every kind the function for its own layers.
  return (PREPARE[layer.kind] as PrepareLayer<ComputedKind>)(layer, inputShapes);
}
