import { defineGenerator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { LayerGraph } from './layer-graph.ts';

/** Output channels of a depthwise separable convolution, and the stride of its depthwise part. */
const BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

/**
 * MobileNet-V1, width 1, 224 x 224: a 3 x 3 convolution of stride 2, thirteen pairs of a depthwise 3 x 3 and a
 * pointwise 1 x 1 convolution, average pooling, dense 1000.
 * **Source** A. G. Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
 * Applications", 2017, arXiv:1704.04861, table 1.
 * **Differs from the paper**: the last depthwise convolution has a stride of 1, as all published weights have it;
 * the table's 2 does not fit its own sizes.
 */
export const mobilenet = defineGenerator({
  summary: 'MobileNet-V1: 5,195,240 neurons, 567,925,920 synapses on ImageNet',
  source: 'Howard et al. 2017, arXiv:1704.04861',
  options: { meanSpikes: meanSpikes(1), activity: activityMean, durationMs, seed },
  make: (activity) => {
    const graph = new LayerGraph('mobilenet', activity);
    let from = graph.input([3, 224, 224]);
    from = graph.convolution(from, 'conv1', { channels: 32, kernel: 3, stride: 2, padding: 'same' });
    let channels = 32;
    for (const [index, [next, stride]] of BLOCKS.entries()) {
      const depthwise = { channels, kernel: 3, stride, padding: 'same', groups: channels } as const;
      from = graph.convolution(from, `dw${index + 1}`, depthwise);
      from = graph.convolution(from, `pw${index + 1}`, { channels: next, kernel: 1 });
      channels = next;
    }
    from = graph.pooling(from, 'pool', { kernel: 7 });
    graph.dense(from, 'output', 1000);
    return graph.network();
  },
});
