import type { FormatAbout } from '../../network-format.ts';

export const aboutNeuromlHdf5 = {
  name: 'neuroml-hdf5',
  called: 'NeuroML 2 in HDF5 (.nml.h5)',
  content: 'hdf5',
  ending: /\.nml\.h5$/i,
  recognised: 'HDF5 with a group "neuroml"',
  reads: 'populations, projections with weights and delays (ms), parallel synapses',
  limits:
    'no spikes and no shapes; cells are named and not simulated; inputs and electrical projections are named and not read',
} as const satisfies FormatAbout;
