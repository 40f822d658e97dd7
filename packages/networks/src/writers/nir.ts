import type { NetworkWriter } from './writer.ts';

/** NIR in HDF5; readers, writers and the library of HDF5 are loaded when it is asked for. */
export const nirWriter: NetworkWriter<'nir'> = {
  name: 'nir',
  ending: /\.nir$/i,
  async losses(spec) {
    return (await import('@nmap/formats')).lossesOfNir(spec);
  },
  async write(spec) {
    return [await (await import('@nmap/formats')).writeNir(spec)];
  },
};
