import type { FormatAbout } from '../../network-format.ts';

export const aboutSpinemap = {
  name: 'spinemap',
  called: 'connections of SpiNeMap (NAME.connection_info.txt, with weights and spikes beside it)',
  content: 'text',
  ending: /(?:connection_info|connection_table)\.txt$/i,
  recognised: 'the ending connection_info.txt or connection_table.txt, or --from spinemap',
  reads:
    'a neuron for each number up to the largest; a source and its targets to a line, or in records of two lines (2018); weights of weight_info.txt and spikes of spike_info.txt beside it, where they are there',
  limits:
    'no delays, models or shapes; inputs that the parser of TensorFlow wrote under one number are taken apart, with a warning; the time of a spike is in ms',
} as const satisfies FormatAbout;
