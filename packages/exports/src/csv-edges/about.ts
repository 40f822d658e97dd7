import type { ExporterAbout } from '../exporter.ts';

export const aboutCsvEdges = {
  name: 'csv-edges',
  called: 'the traffic between cores (CSV)',
  files: null,
  holds:
    'from,to,packets,hops: a line for each pair of cores that talk, with the packets of the window and the links of their route; of a graph of clusters from,to,weight,hops by the labels of its nodes',
  limits: 'the i/o port is "port"; deliveries within a core are not in it, nor trees, only their deliveries',
} as const satisfies ExporterAbout;
