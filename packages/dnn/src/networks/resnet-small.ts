import type { DnnSpec } from '../spec.ts';
import { NetworkBuilder, type NetworkOptions } from './builder.ts';

/**
 * A convolution, three residual blocks of 16, 32 and 64 channels, the mean of every channel, a dense layer.
 * **Source** the pattern of K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image
 * Recognition", CVPR 2016, doi:10.1109/CVPR.2016.90.
 * **Differs**: no batch normalisation; the last convolution of a block starts at half the usual
 * weights instead, so that sums do not grow. The shortcut into a wider block is a convolution 1 x 1.
 */
export function resnetSmall(options: NetworkOptions): DnnSpec {
  const net = new NetworkBuilder('resnet-small', options);
  net.conv('conv0', 16, 3, { padding: 1 }).activate('relu0');
  for (const [k, channels] of [16, 32, 64].entries()) {
    const stride = k === 0 ? 1 : 2;
    const entry = net.last;
    if (k > 0) net.conv(`short${k + 1}`, channels, 1, { stride });
    const shortcut = net.last;
    net.last = entry;
    net.conv(`conv${k + 1}a`, channels, 3, { padding: 1, stride }).activate(`relu${k + 1}a`);
    net.conv(`conv${k + 1}b`, channels, 3, { padding: 1, gain: 0.5 });
    net.add(`add${k + 1}`, shortcut).activate(`relu${k + 1}b`);
  }
  return net.globalAveragePool('pool').dense('fc', options.classes).build();
}
