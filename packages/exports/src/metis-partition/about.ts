import type { ExporterAbout } from '../exporter.ts';

export const aboutMetisPartition = {
  name: 'metis-partition',
  called: 'a partition file of METIS (.part.K)',
  files: null,
  holds:
    'the part of each neuron, one a line, in the order of the network file: 0 is the first core of the manifest, 1 the second; of a graph of clusters the part of each node',
  limits:
    'external neurons make one more part, the last; which core a part is, the manifest says; at most 100,000,000 neurons',
} as const satisfies ExporterAbout;
