import { readSample, type DataSet } from '../data-set.ts';
import { createForward } from '../forward/create-forward.ts';
import { addConvolutionReach } from '../linear/reach.ts';
import { sizeOf, type DnnLayerOf, type DnnSpec } from '../spec.ts';

/** Multiplications of one sample in a layer of weights. */
export interface LayerMacs {
  readonly layer: number;
  /** All, those with zeros of a margin left out. */
  readonly dense: number;
  /** Those that are left where zeros among the inputs are skipped: mean over the samples; null without data. */
  readonly withoutZeros: number | null;
}

/**
 * Multiply-accumulate operations of every convolution and dense layer: what a spiking network's
 * synaptic operations are compared with.
 */
export function countMacs(spec: DnnSpec, data?: DataSet): LayerMacs[] {
  const layers = spec.layers.flatMap((layer, index) => {
    if (layer.kind !== 'conv' && layer.kind !== 'dense') return [];
    return [{ index, input: layer.inputs[0], reach: reachOf(layer, spec.layers[layer.inputs[0]].shape) }];
  });
  const sums = layers.map(() => 0);
  if (data !== undefined) {
    const net = createForward(spec);
    const sample = new Float64Array(sizeOf(data.shape));
    for (let index = 0; index < data.count; index++) {
      readSample(data, index, sample);
      net.run(sample);
      for (const [k, { input, reach }] of layers.entries())
        sums[k] += reachOfActive(net.values(input), reach);
    }
  }
  return layers.map(({ index, reach }, k) => ({
    layer: index,
    dense: reach.reduce((sum, count) => sum + count, 0),
    withoutZeros: data === undefined ? null : sums[k] / data.count,
  }));
}

/** reach[value] = weights of the layer that multiply this value of its input. */
function reachOf(layer: DnnLayerOf<'conv'> | DnnLayerOf<'dense'>, shape: readonly number[]): Float64Array {
  const reach = new Float64Array(sizeOf(shape));
  if (layer.kind === 'dense') return reach.fill(layer.bias.length);
  addConvolutionReach(layer, shape, reach);
  return reach;
}

function reachOfActive(values: Float64Array, reach: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) sum += reach[i];
  return sum;
}
