import type { DnnSpec } from '../spec.ts';
import { NetworkBuilder, type NetworkOptions } from './builder.ts';

/**
 * Three times convolution 3 x 3 of 32 channels, ReLU and mean pooling, then a dense layer.
 * **Source** the network for MNIST of SpikingJelly's tutorial on ANN2SNN (W. Fang et al., Science
 * Advances 9(40), 2023, doi:10.1126/sciadv.adi1480).
 * **Differs**: a margin of 1 keeps the size of the image, so that 28 x 28 ends at 3 x 3; no batch normalisation.
 */
export function cnn3(options: NetworkOptions): DnnSpec {
  const net = new NetworkBuilder('cnn3', options);
  for (const k of [1, 2, 3]) {
    net.conv(`conv${k}`, 32, 3, { padding: 1 }).activate(`relu${k}`).averagePool(`pool${k}`, 2);
  }
  return net.dense('fc', options.classes).build();
}
