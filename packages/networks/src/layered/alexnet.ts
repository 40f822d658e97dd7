import { defineGenerator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { LayerGraph } from './layer-graph.ts';

/** Name, channels, kernel, stride and padding of a convolution; whether a 3 x 3 pooling of stride 2 follows. */
const FEATURES = [
  ['conv1', 96, 11, 4, 0, true],
  ['conv2', 256, 5, 1, 2, true],
  ['conv3', 384, 3, 1, 1, false],
  ['conv4', 384, 3, 1, 1, false],
  ['conv5', 256, 3, 1, 1, true],
] as const;

/**
 * AlexNet: five convolutions, three overlapping poolings, dense 4096, 4096, 1000.
 * **Source** A. Krizhevsky, I. Sutskever, G. E. Hinton, "ImageNet Classification with Deep
 * Convolutional Neural Networks", NeurIPS 2012.
 * **Differs from the paper**: a single tower, so no groups; 227 x 227, which its numbers need where it says 224.
 */
export const alexnet = defineGenerator({
  summary: 'AlexNet, single tower: 936,323 neurons, 1,045,132,160 synapses on ImageNet',
  source: 'Krizhevsky, Sutskever & Hinton 2012, NeurIPS 25',
  options: { meanSpikes: meanSpikes(1), activity: activityMean, durationMs, seed },
  make: (activity) => {
    const graph = new LayerGraph('alexnet', activity);
    let from = graph.input([3, 227, 227]);
    for (const [id, channels, kernel, stride, padding, pooled] of FEATURES) {
      from = graph.convolution(from, id, { channels, kernel, stride, padding });
      if (pooled) from = graph.pooling(from, id.replace('conv', 'pool'), { kernel: 3, stride: 2 });
    }
    from = graph.dense(from, 'fc6', 4096);
    from = graph.dense(from, 'fc7', 4096);
    graph.dense(from, 'output', 1000);
    return graph.network();
  },
});
