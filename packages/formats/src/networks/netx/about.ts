import type { FormatAbout } from '../../network-format.ts';

export const aboutNetx = {
  name: 'netx',
  called: 'lava-dl NetX (.net)',
  content: 'hdf5',
  ending: /\.net$/i,
  recognised: 'HDF5 with a group "layer" of numbered layers',
  reads:
    'input, dense, dense_rec, conv, pool and flatten layers; weights, delays, biases; convolutions as connectors',
  limits:
    'no spikes; average, concat and complex weights are refused; neurons keep the parameters of Loihi and are not simulated',
} as const satisfies FormatAbout;
