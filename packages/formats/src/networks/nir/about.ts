import type { FormatAbout } from '../../network-format.ts';

export const aboutNir = {
  name: 'nir',
  called: 'NIR (.nir)',
  content: 'hdf5',
  ending: /\.nir$/i,
  recognised: 'HDF5 with a group "node" that holds "edges"',
  reads:
    'every node type of NIR 1, nested graphs, recurrent connections; convolutions and pooling as connectors; weights, delays, biases, thresholds and time constants',
  limits:
    'holds no spikes and no time step; metadata is not read; CubaLIF and CubaLI are not simulated; a bias through a readout is left to the host',
} as const satisfies FormatAbout;
