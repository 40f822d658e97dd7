import { sizeOf, type DnnSpec } from '@nmap/dnn';

/**
 * Multiplications with a weight that the trained network needs for one image, zeros of the padding and of activations among
 * them; pooling, sums and factors of single values are not counted.
 */
export function denseMacs(dnn: DnnSpec): number {
  return dnn.layers.reduce((sum, layer) => {
    if (layer.kind === 'dense') return sum + layer.weight.length;
    if (layer.kind !== 'conv') return sum;
    const outputsOfChannel = sizeOf(layer.shape) / layer.shape[0];
    return sum + layer.weight.length * outputsOfChannel;
  }, 0);
}
