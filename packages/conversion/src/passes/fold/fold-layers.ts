import { sizeOf, type DnnLayer, type DnnLayerOf, type DnnSpec } from '@nmap/dnn';
import { neverNegative } from '../../build/never-negative.ts';

/** The same network in fewer layers: see the pass. */
export function foldLayers(dnn: DnnSpec): DnnSpec {
  const readers = readersOf(dnn);
  const layers: DnnLayer[] = [];
  // at[old index] = new index
  const at = new Uint32Array(dnn.layers.length);
  for (const [old, layer] of dnn.layers.entries()) {
    if (readers[old] === 0 && layer.kind !== 'input') continue;
    const inputs = layer.inputs.map((input) => at[input]);
    const before = layer.kind === 'affine' || layer.kind === 'activation' ? layers[inputs[0]] : undefined;
    const merged =
      layer.kind === 'affine' && before !== undefined && readers[layer.inputs[0]] === 1
        ? withAffine(before, layer)
        : null;
    const redundant =
      layer.kind === 'activation' &&
      layer.activation.kind === 'relu' &&
      neverNegative({ ...dnn, layers }, inputs[0]);
    if (layer.kind === 'activation' && before?.kind === 'max-pool' && readers[layer.inputs[0]] === 1) {
      layers[inputs[0]] = { ...layer, shape: layers[before.inputs[0]].shape, inputs: before.inputs };
      at[old] = layers.push({ ...before, inputs }) - 1;
      continue;
    }
    if (merged !== null) layers[inputs[0]] = merged;
    if (merged !== null || redundant) at[old] = inputs[0];
    else at[old] = layers.push({ ...layer, inputs }) - 1;
  }
  return { ...dnn, layers, output: at[dnn.output] };
}

/** readers[layer] = layers that read it and lead to the output; the output itself has one more. */
function readersOf(dnn: DnnSpec): Uint32Array {
  const readers = new Uint32Array(dnn.layers.length);
  readers[dnn.output] = 1;
  for (let index = dnn.layers.length - 1; index >= 0; index--) {
    if (readers[index] === 0) continue;
    for (const input of dnn.layers[index].inputs) readers[input]++;
  }
  return readers;
}

/** The layer and the factors behind it as one; null where its kind, or a factor within a channel, does not allow it. */
function withAffine(layer: DnnLayer, affine: DnnLayerOf<'affine'>): DnnLayer | null {
  if (layer.kind === 'affine') {
    const length = Math.max(layer.scale.length, affine.scale.length);
    const pick = (values: Float32Array, i: number): number =>
      values[Math.floor((i * values.length) / length)];
    const scale = Float32Array.from({ length }, (_, i) => pick(layer.scale, i) * pick(affine.scale, i));
    const shift = Float32Array.from(
      { length },
      (_, i) => pick(layer.shift, i) * pick(affine.scale, i) + pick(affine.shift, i),
    );
    return { ...layer, scale, shift };
  }
  if (layer.kind !== 'conv' && layer.kind !== 'dense') return null;
  const outputs = layer.kind === 'conv' ? layer.shape[0] : sizeOf(layer.shape);
  if (affine.scale.length > outputs || outputs % affine.scale.length !== 0) return null;
  const each = outputs / affine.scale.length;
  const perOutput = layer.weight.length / outputs;
  const scaleAt = (output: number): number => affine.scale[Math.floor(output / each)];
  return {
    ...layer,
    weight: layer.weight.map((weight, k) => weight * scaleAt(Math.floor(k / perOutput))),
    bias: layer.bias.map((bias, output) => bias * scaleAt(output) + affine.shift[Math.floor(output / each)]),
  };
}
