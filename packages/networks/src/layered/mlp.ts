import { defineGenerator, optionError } from '../generator.ts';
import { activityMean, durationMs, meanSpikes, seed } from '../common-options.ts';
import { layeredNetwork, type Layer } from './layers.ts';
import { shownValue } from '../shown-value.ts';

/** No perceptron has more; the random numbers of a layer are drawn by the whole name of the network. */
const MOST_LAYERS = 1000;

/** Dense layers, one after the other. The default is the digit recogniser of the mapping literature. */
export const mlp = defineGenerator({
  summary: 'Multilayer perceptron of any sizes',
  source: 'folklore; 784-100-10 and others as in the application lists of the mapping literature',
  options: {
    layers: {
      kind: 'text',
      default: '784-100-10',
      describe: 'Neurons of every layer, the input first, joined by "-"',
    },
    meanSpikes: meanSpikes(30),
    activity: activityMean,
    durationMs,
    seed,
  },
  make: ({ layers, ...activity }) => {
    const sizes = layers.split('-').map(Number);
    if (!/^\d{1,9}(-\d{1,9})+$/.test(layers) || sizes.includes(0)) {
      throw optionError(
        'layers',
        `expected sizes such as 784-100-10, got ${shownValue(layers)}.`,
        'Give two or more.',
      );
    }
    if (sizes.length > MOST_LAYERS) {
      throw optionError('layers', `names ${sizes.length} layers, can have ${MOST_LAYERS}.`, 'Give fewer.');
    }
    const [input, ...rest] = sizes as [number, ...number[]];
    const dense = rest.map((size): Layer => ({ kind: 'dense', size }));
    return layeredNetwork(`mlp-${layers}`, [input], dense, activity);
  },
});
