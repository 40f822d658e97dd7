import { defineGenerator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { layeredNetwork, type Layer } from './layers.ts';

interface Variant {
  readonly input: readonly [number, number, number];
  /** Channels of 3 x 3 convolutions; 0 = pooling 2. */
  readonly features: readonly number[];
  readonly hidden: readonly number[];
  readonly classes: number;
}

/** Numbers in a name count the layers with weights, as in the paper. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  vgg8: {
    input: [3, 32, 32],
    features: [8, 8, 0, 16, 16, 0, 32, 32, 0],
    hidden: [128],
    classes: 10,
  },
  vgg11: {
    input: [3, 32, 32],
    features: [64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0],
    hidden: [512, 512],
    classes: 10,
  },
  vgg16: {
    input: [3, 224, 224],
    features: [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0],
    hidden: [4096, 4096],
    classes: 1000,
  },
};

/**
 * Networks of 3 x 3 convolutions with a border of 1, and pooling 2.
 * **Source** K. Simonyan, A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition", ICLR 2015, arXiv:1409.1556: vgg11 is configuration A on 32 x 32 with 512 in the
 * dense layers, vgg16 is configuration D. vgg8 is a small network of the same build.
 */
export const vgg = defineGenerator({
  summary: 'VGG-like convolutional networks: vgg8 (small), vgg11 (CIFAR-10), vgg16 (ImageNet)',
  source: 'Simonyan & Zisserman 2015, arXiv:1409.1556',
  options: {
    variant: {
      kind: 'text',
      default: 'vgg8',
      choices: Object.keys(VARIANTS),
      describe: 'Which of the family',
    },
    hidden: {
      kind: 'integer',
      default: 0,
      minimum: 0,
      maximum: 1_000_000,
      unit: 'neurons',
      describe: 'Size of each hidden dense layer; 0 = that of the variant',
    },
    meanSpikes: meanSpikes(30),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: ({ variant, hidden, ...activity }) => {
    const { input, features, hidden: usual, classes } = VARIANTS[variant];
    const layers: Layer[] = features.map((channels) =>
      channels === 0 ? { kind: 'pool', kernel: 2 } : { kind: 'conv', channels, kernel: 3, padding: 'same' },
    );
    for (const size of usual) layers.push({ kind: 'dense', size: hidden === 0 ? size : hidden });
    layers.push({ kind: 'dense', size: classes });
    return layeredNetwork(hidden === 0 ? variant : `${variant}-${hidden}`, input, layers, activity);
  },
});
