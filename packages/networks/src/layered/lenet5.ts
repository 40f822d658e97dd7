import { defineGenerator } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { layeredNetwork } from './layers.ts';

/**
 * LeNet-5 as spiking networks of the mapping literature use it: convolution of 6 maps 5 x 5,
 * pooling 2, convolution of 16 maps 5 x 5, pooling 2, dense 120, 84, 10.
 * **Source** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
 * document recognition", Proc. IEEE 86(11), 1998, doi:10.1109/5.726791.
 * **Differs from the paper**: the second convolution reads all maps, not chosen ones; the last
 * layer is dense, not radial; MNIST's 28 x 28 with a border of 2 stands for the padded 32 x 32.
 */
export const lenet5 = defineGenerator({
  summary: 'LeNet-5: 8,878 neurons, 412,960 synapses on MNIST',
  source: 'LeCun et al. 1998, doi:10.1109/5.726791',
  options: {
    dataset: {
      kind: 'text',
      default: 'mnist',
      choices: ['mnist', 'cifar10'],
      describe: 'Input: mnist = 1 x 28 x 28, cifar10 = 3 x 32 x 32',
    },
    meanSpikes: meanSpikes(30),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: ({ dataset, ...activity }) =>
    layeredNetwork(
      dataset === 'mnist' ? 'lenet5' : `lenet5-${dataset}`,
      dataset === 'mnist' ? [1, 28, 28] : [3, 32, 32],
      [
        { kind: 'conv', channels: 6, kernel: 5, padding: dataset === 'mnist' ? 'same' : 'valid' },
        { kind: 'pool', kernel: 2 },
        { kind: 'conv', channels: 16, kernel: 5, padding: 'valid' },
        { kind: 'pool', kernel: 2 },
        { kind: 'dense', size: 120 },
        { kind: 'dense', size: 84 },
        { kind: 'dense', size: 10 },
      ],
      activity,
    ),
});
