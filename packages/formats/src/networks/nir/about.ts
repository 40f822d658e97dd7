import type { FormatAbout } from '../../network-format.ts';

export const aboutNir = {
  name: 'nir',
  called: 'NIR (.nir)',
  content: 'hdf5',
  ending: /\.nir$/i,
  recognised: 'HDF5 with a group "node" that holds "edges"',
  reads:
    'every node type of NIR 1, nested graphs, recurrent connections; convolutions and pooling as connectors; weights, delays, biases, thresholds and time constants',
  writes:
    'a node to a population, convolutions and pooling with their kernels, other projections as matrices of at most 67,108,864 numbers in all, delays; what of them is a synapse, the time step and the name as metadata (docs/nir.md)',
  limits:
    'holds no spikes and no rates; of metadata only what nmap wrote is read; no nodes for models other than lif, if, integrator, cuba-lif and cuba-li; CubaLIF and CubaLI are not simulated; a bias through a readout is left to the host',
} as const satisfies FormatAbout;
