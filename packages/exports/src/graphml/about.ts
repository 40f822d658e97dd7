import type { ExporterAbout } from '../exporter.ts';

export const aboutGraphml = {
  name: 'graphml',
  called: 'the graph of cores in GraphML',
  files: null,
  holds:
    'the cores in use as nodes, with core, class, chip, tile, x, y, neurons, spikes, synapses, inputAxons and outputAxons; the packets between them as weights of directed edges, with hops',
  limits:
    'cores, not neurons; the i/o port is the node "port" where there are external neurons; nodes of a given graph of clusters have no loads; at most 1,000,000 edges',
} as const satisfies ExporterAbout;
