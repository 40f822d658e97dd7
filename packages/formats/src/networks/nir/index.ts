import type { Hdf5NetworkReader } from '../../network-format.ts';
import { readNir } from './read-nir.ts';

export const nir: Hdf5NetworkReader = {
  content: 'hdf5',
  recognise: (root) => (root.group('node')?.keys().includes('edges') === true ? 'named' : null),
  read: readNir,
};
