import type { DnnSpec } from '../spec.ts';
import { NetworkBuilder, type NetworkOptions } from './builder.ts';

/**
 * Two convolutions of 5 x 5 with mean pooling, and three dense layers.
 * **Source** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-Based Learning Applied to
 * Document Recognition", Proc. IEEE 86(11), 1998, doi:10.1109/5.726791.
 * **Differs**: ReLU, every map of the second convolution reads all of the first, plain mean pooling,
 * no radial basis functions. Images of 28 x 28 are not padded (282 thousand multiplications)
 * unless `padding` is 2, which makes them the 32 x 32 of the paper.
 */
export function lenet5(options: NetworkOptions & { readonly padding?: number }): DnnSpec {
  return new NetworkBuilder('lenet5', options)
    .conv('conv1', 6, 5, { padding: options.padding ?? 0 })
    .activate('relu1')
    .averagePool('pool1', 2)
    .conv('conv2', 16, 5)
    .activate('relu2')
    .averagePool('pool2', 2)
    .dense('fc1', 120)
    .activate('relu3')
    .dense('fc2', 84)
    .activate('relu4')
    .dense('fc3', options.classes)
    .build();
}
