import type { Hdf5NetworkReader } from '../../network-format.ts';
import { readNeuromlHdf5 } from './read-neuroml-hdf5.ts';

export const neuromlHdf5: Hdf5NetworkReader = {
  content: 'hdf5',
  recognise: (root) => (root.group('neuroml') === null ? null : 'named'),
  read: readNeuromlHdf5,
};
