import { defineGenerator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { LayerGraph } from './layer-graph.ts';

const CHANNELS = 64;

/**
 * Alike layers of 64 channels, joined by 3 x 3 convolutions with a border of 1: a network of any size whose best
 * placement can be reasoned about. 1,024 layers of side 256 are 2^32 neurons.
 * **Source** none: the build of the layers is that of VGG (arXiv:1409.1556), the size that of the largest networks
 * which the mapping literature reports (Jin et al. 2023, doi:10.1145/3582016.3582038, 4 billion neurons).
 */
export const giant = defineGenerator({
  summary: 'Alike layers of [64, side, side] joined by 3 x 3 convolutions, up to billions of neurons',
  source: 'the build of VGG layers, arXiv:1409.1556; the size of Jin et al. 2023',
  options: {
    layers: {
      kind: 'integer',
      default: 64,
      minimum: 2,
      maximum: 65_536,
      unit: 'layers',
      describe: 'How many, the input among them',
    },
    side: {
      kind: 'integer',
      default: 128,
      minimum: 1,
      maximum: 4096,
      unit: 'neurons',
      describe: 'Rows, and columns, of each layer',
    },
    meanSpikes: meanSpikes(1),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: ({ layers, side, ...activity }) => {
    const graph = new LayerGraph(`giant-${layers}x${side}`, activity);
    let from = graph.input([CHANNELS, side, side]);
    for (let layer = 1; layer < layers; layer++) {
      const id = layer === layers - 1 ? 'output' : `conv${layer}`;
      from = graph.convolution(from, id, { channels: CHANNELS, kernel: 3, padding: 'same' });
    }
    return graph.network();
  },
});
