import type { ExporterAbout } from '../exporter.ts';

export const aboutNir = {
  name: 'nir',
  called: 'NIR with the placement as metadata (HDF5)',
  files: null,
  holds:
    'the network as nmap convert writes it; in the metadata of the node of each population the core, chip, tile, x, y of every neuron, and its slot where the manifest has tables, in the shape of its parameters; in that of the graph the hardware, the hashes of network and hardware, the version of the manifest (docs/nir.md)',
  limits:
    'external neurons have the core -1 and the place of the i/o port; no spikes, costs or tables; what NIR cannot say of a network is refused or named as by nmap convert; at most 16,777,216 neurons',
} as const satisfies ExporterAbout;
