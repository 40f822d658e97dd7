import { defineGenerator, type Generator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { LayerGraph } from './layer-graph.ts';

interface Variant {
  readonly name: string;
  readonly summary: string;
  /** Residual blocks of each of the four stages. */
  readonly blocks: readonly [number, number, number, number];
  /** Output channels of a block = this many times the width of its stage. */
  readonly expansion: 1 | 4;
}

/** Channels inside the blocks of each stage. */
const WIDTHS = [64, 128, 256, 512] as const;

/**
 * Residual networks: a 7 x 7 convolution and a 3 x 3 pooling, both of stride 2, four stages of residual blocks,
 * average pooling, dense 1000. A block is two 3 x 3 convolutions (resnet18), or 1 x 1, 3 x 3 and 1 x 1 (resnet50);
 * what goes round it is a 1 x 1 convolution where the shape changes. Each sum is a population of its own, with two
 * one-to-one projections: a neuron for each activation, as for any layer.
 * **Source** K. He, X. Zhang, S. Ren, J. Sun, "Deep Residual Learning for Image Recognition", CVPR 2016,
 * arXiv:1512.03385, table 1.
 * **Differs from the paper**: the stride of a resnet50 block is in its 3 x 3 convolution, the version known as v1.5,
 * whose weights are published everywhere; batch normalisation is part of the convolution before it.
 */
function defineResnet({ name, summary, blocks, expansion }: Variant): Generator {
  return defineGenerator({
    summary,
    source: 'He et al. 2016, arXiv:1512.03385',
    options: { meanSpikes: meanSpikes(1), activity: activityMean, durationMs, seed },
    make: (activity) => {
      const graph = new LayerGraph(name, activity);
      let from = graph.input([3, 224, 224]);
      from = graph.convolution(from, 'conv1', { channels: 64, kernel: 7, stride: 2, padding: 3 });
      from = graph.pooling(from, 'pool1', { kernel: 3, stride: 2, padding: 1 });
      for (const [stage, width] of WIDTHS.entries()) {
        for (let block = 0; block < blocks[stage]; block++) {
          const id = `stage${stage + 2}_${block + 1}`;
          const stride = block === 0 && stage > 0 ? 2 : 1;
          from = residualBlock(graph, from, { id, width, stride, expansion });
        }
      }
      from = graph.pooling(from, 'pool2', { kernel: 7 });
      graph.dense(from, 'output', 1000);
      return graph.network();
    },
  });
}

interface Block {
  readonly id: string;
  readonly width: number;
  readonly stride: number;
  readonly expansion: 1 | 4;
}

function residualBlock(graph: LayerGraph, from: string, { id, width, stride, expansion }: Block): string {
  const channels = width * expansion;
  let inner = from;
  if (expansion === 1) {
    inner = graph.convolution(inner, `${id}_conv1`, { channels, kernel: 3, stride, padding: 1 });
    inner = graph.convolution(inner, `${id}_conv2`, { channels, kernel: 3, padding: 1 });
  } else {
    inner = graph.convolution(inner, `${id}_conv1`, { channels: width, kernel: 1 });
    inner = graph.convolution(inner, `${id}_conv2`, { channels: width, kernel: 3, stride, padding: 1 });
    inner = graph.convolution(inner, `${id}_conv3`, { channels, kernel: 1 });
  }
  const changes = stride !== 1 || graph.shapeOf(from)[0] !== channels;
  const round = changes ? graph.convolution(from, `${id}_shortcut`, { channels, kernel: 1, stride }) : from;
  return graph.sum(inner, round, `${id}_sum`);
}

export const resnet18 = defineResnet({
  name: 'resnet18',
  summary: 'ResNet-18: 3,589,096 neurons, 1,683,706,176 synapses on ImageNet',
  blocks: [2, 2, 2, 2],
  expansion: 1,
});

export const resnet50 = defineResnet({
  name: 'resnet50',
  summary: 'ResNet-50 v1.5: 16,987,624 neurons, 3,961,175,872 synapses on ImageNet',
  blocks: [3, 4, 6, 3],
  expansion: 4,
});
