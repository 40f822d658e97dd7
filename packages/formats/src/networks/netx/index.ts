import type { Hdf5NetworkReader } from '../../network-format.ts';
import { readNetx } from './read-netx.ts';

export const netx: Hdf5NetworkReader = {
  content: 'hdf5',
  recognise: (root) =>
    root
      .group('layer')
      ?.keys()
      .some((key) => /^\d+$/.test(key)) === true
      ? 'named'
      : null,
  read: readNetx,
};
