import type { NetworkSpec } from '@nmap/ir';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { defineGenerator, type Generator } from '../generator.ts';
import { LayerGraph, type Activity } from '../layered/layer-graph.ts';
import { rememberedSpikes, type ApplicationName } from './remembered.ts';

/** Channels, kernel, stride and padding of a convolution; the pooling after it, kernel and stride. */
interface Feature {
  readonly channels: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding?: number;
  readonly pool?: readonly [kernel: number, stride: number];
}

interface Convolutional {
  readonly name: ApplicationName;
  readonly summary: string;
  readonly source: string;
  readonly channels: number;
  /** Side of the input image that is imitated, and the least that the layers leave anything of. */
  readonly side: number;
  readonly leastSide: number;
  readonly features: readonly Feature[];
  readonly dense: readonly number[];
}

/**
 * Convolutional applications: published layers on an input whose side makes as many neurons as are remembered, as nearly as it can.
 * One neuron for each activation, pooling included; every population fires at the same mean.
 * **Differs from the papers**: the sides, where they are not the data set's, and the rates, are ours.
 */
function convolutional({
  name,
  summary,
  source,
  channels,
  side,
  leastSide,
  features,
  dense,
}: Convolutional): Generator {
  return defineGenerator({
    summary,
    source,
    options: {
      side: {
        kind: 'integer',
        default: side,
        minimum: leastSide,
        maximum: 1024,
        unit: 'pixels',
        describe: 'Side of the input image; the default comes nearest to the neurons that are remembered',
      },
      meanSpikes: meanSpikes(rememberedSpikes(name)),
      activity: activityMean,
      durationMs,
      seed,
    },
    make: ({ side: given, ...activity }) =>
      network(`app-${name}${given === side ? '' : `-${given}`}`, [channels, given, given], features, dense, {
        ...activity,
        decay: 1,
      }),
  });
}

function network(
  name: string,
  input: readonly number[],
  features: readonly Feature[],
  dense: readonly number[],
  activity: Activity,
): NetworkSpec {
  const graph = new LayerGraph(name, activity);
  let from = graph.input(input);
  for (const [at, { channels, kernel, stride = 1, padding = 0, pool }] of features.entries()) {
    from = graph.convolution(from, `conv${at + 1}`, { channels, kernel, stride, padding });
    if (pool !== undefined) from = graph.pooling(from, `pool${at + 1}`, { kernel: pool[0], stride: pool[1] });
  }
  for (const [at, size] of dense.entries())
    from = graph.dense(from, at === dense.length - 1 ? 'output' : `dense${at + 1}`, size);
  return graph.network();
}

const LECUN = 'LeCun et al. 1998, doi:10.1109/5.726791';

/** 20 and 50 maps of 5 x 5 as Caffe's LeNet has them, of the LeNets known to us the nearest to what is remembered. */
export const appLenet = convolutional({
  name: 'LeNet',
  summary: 'LeNet, 20 and 50 maps: 19,694 neurons (remembered 20,602, -4.4 %), 2,307,720 synapses (282,936)',
  source: `${LECUN}; maps as in Caffe's examples; sizes of the application unverified`,
  channels: 1,
  side: 28,
  leastSide: 16,
  features: [
    { channels: 20, kernel: 5, pool: [2, 2] },
    { channels: 50, kernel: 5, pool: [2, 2] },
  ],
  dense: [500, 10],
});

export const appAlexnet = convolutional({
  name: 'AlexNet',
  summary:
    'AlexNet on 118 x 118: 227,540 neurons (remembered 230,443, -1.3 %), 224,339,328 synapses (38,730,222)',
  source:
    'Krizhevsky, Sutskever & Hinton 2012, NeurIPS 25, single tower; sizes of the application unverified',
  channels: 3,
  side: 118,
  leastSide: 67,
  features: [
    { channels: 96, kernel: 11, stride: 4, pool: [3, 2] },
    { channels: 256, kernel: 5, padding: 2, pool: [3, 2] },
    { channels: 384, kernel: 3, padding: 1 },
    { channels: 384, kernel: 3, padding: 1 },
    { channels: 256, kernel: 3, padding: 1, pool: [3, 2] },
  ],
  dense: [4096, 4096, 1000],
});

const vgg = (channels: number, last: boolean): Feature => ({
  channels,
  kernel: 3,
  padding: 1,
  ...(last ? { pool: [2, 2] as const } : {}),
});

export const appVggnet = convolutional({
  name: 'VGGNet',
  summary:
    'VGG-16 on 43 x 43: 535,635 neurons (remembered 554,059, -3.3 %), 435,568,064 synapses (99,080,704)',
  source: 'Simonyan & Zisserman 2015, arXiv:1409.1556, configuration D; sizes of the application unverified',
  channels: 3,
  side: 43,
  leastSide: 32,
  features: [
    [64, 2],
    [128, 2],
    [256, 3],
    [512, 3],
    [512, 3],
  ].flatMap(([channels, count]) => Array.from({ length: count }, (_, at) => vgg(channels, at === count - 1))),
  dense: [4096, 4096, 1000],
});

/** A beat of an electrocardiogram drawn as an image; the layers are remembered, too. */
export const appHeartClass = convolutional({
  name: 'HeartClass',
  summary:
    'Heartbeat classification by a CNN on 82 x 82: 152,890 neurons (remembered 153,730, -0.5 %), 11,574,720 synapses (1,049,249)',
  source: 'two layers of 16 maps 5 x 5, dense 256 and 6, as remembered; sizes unverified',
  channels: 1,
  side: 82,
  leastSide: 16,
  features: [
    { channels: 16, kernel: 5, pool: [2, 2] },
    { channels: 16, kernel: 5, pool: [2, 2] },
  ],
  dense: [256, 6],
});
