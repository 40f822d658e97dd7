import { planPooling } from '../../linear/pooling.ts';
import { addConvolutionReach } from '../../linear/reach.ts';
import { sizeOf, type DnnLayer, type DnnLayerOf, type DnnSpec } from '../../spec.ts';

/** How a mean pooling becomes spikes: neurons of its own, or weights of the next layer. */
export type PoolingForm = 'neurons' | 'folded';

/**
 * Synaptic operations that one spike of a neuron causes, up to the next activation:
 * synapsesBehind[layer][neuron], for the input and for activations; null for other layers.
 * Pooling neurons fire in turn, at the mean of what they read: their synapses are counted by that share.
 * Synapses that lead into a margin do not exist.
 */
export function synapsesBehind(spec: DnnSpec, pooling: PoolingForm): (Float64Array | null)[] {
  const behind = spec.layers.map(({ shape }) => new Float64Array(sizeOf(shape)));
  for (let index = spec.layers.length - 1; index >= 0; index--) {
    const layer = spec.layers[index];
    const inputs = layer.inputs.map((input) => behind[input]);
    const shapes = layer.inputs.map((input) => spec.layers[input].shape);
    addSynapses(layer, behind[index], inputs, shapes, pooling);
  }
  return behind.map((counts, index) =>
    spec.layers[index].kind === 'activation' || spec.layers[index].kind === 'input' ? counts : null,
  );
}

/** Adds to every value of the inputs what it causes in and behind `layer`. */
function addSynapses(
  layer: DnnLayer,
  own: Float64Array,
  inputs: readonly Float64Array[],
  shapes: readonly (readonly number[])[],
  pooling: PoolingForm,
): void {
  switch (layer.kind) {
    case 'input':
      return;
    case 'conv':
      return addConvolutionReach(layer, shapes[0], inputs[0]);
    case 'dense':
      for (let i = 0; i < inputs[0].length; i++) inputs[0][i] += own.length;
      return;
    case 'average-pool':
    case 'max-pool':
      return addPooling(layer, shapes[0], { own, input: inputs[0], pooling });
    case 'activation':
      // Where weights came before, they stopped the count; a sum reaches its neuron by one synapse.
      for (let i = 0; i < own.length; i++) inputs[0][i]++;
      return;
    case 'add':
    case 'affine':
      for (const input of inputs) for (let i = 0; i < own.length; i++) input[i] += own[i];
      return;
    case 'reindex':
      for (let i = 0; i < own.length; i++) inputs[0][layer.from[i]] += own[i];
      return;
    case 'concat': {
      let from = 0;
      for (const input of inputs) {
        for (let i = 0; i < input.length; i++) input[i] += own[from++];
      }
    }
  }
}

function addPooling(
  layer: DnnLayerOf<'average-pool'> | DnnLayerOf<'max-pool'>,
  shape: readonly number[],
  { own, input, pooling }: { own: Float64Array; input: Float64Array; pooling: PoolingForm },
): void {
  const { channels, inPixels, outPixels, start, from, share } = planPooling(layer, shape);
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < outPixels; pixel++) {
      const next = own[channel * outPixels + pixel];
      const each = pooling === 'folded' ? next : 1 + next * share[pixel];
      for (let k = start[pixel]; k < start[pixel + 1]; k++) input[channel * inPixels + from[k]] += each;
    }
  }
}
