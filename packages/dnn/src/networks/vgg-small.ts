import type { DnnSpec } from '../spec.ts';
import { NetworkBuilder, type NetworkOptions } from './builder.ts';

/**
 * Pairs of convolutions 3 x 3 with mean pooling: 32, 64 and 128 channels, then 128 dense neurons.
 * **Source** the pattern of K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for
 * Large-Scale Image Recognition", ICLR 2015, arXiv:1409.1556. **Differs**: six convolutions, mean pooling.
 */
export function vggSmall(options: NetworkOptions): DnnSpec {
  const net = new NetworkBuilder('vgg-small', options);
  for (const [k, channels] of [32, 64, 128].entries()) {
    for (const half of ['a', 'b']) {
      net.conv(`conv${k + 1}${half}`, channels, 3, { padding: 1 }).activate(`relu${k + 1}${half}`);
    }
    net.averagePool(`pool${k + 1}`, 2);
  }
  return net.dense('fc1', 128).activate('relu4').dense('fc2', options.classes).build();
}
