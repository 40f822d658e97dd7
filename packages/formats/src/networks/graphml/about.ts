import type { FormatAbout } from '../../network-format.ts';

export const aboutGraphml = {
  name: 'graphml',
  called: 'GraphML',
  content: 'xml',
  ending: /\.graphml$/i,
  recognised: 'the outermost element <graphml>',
  reads:
    'as graphology JSON: attributes by their names, population, spikes or rateHz, external; weight, delay; parallel edges',
  limits:
    'undirected edges are refused, or read in both directions with --lenient; graphs in nodes, hyperedges and several graphs are refused; ports and other attributes are not read',
} as const satisfies FormatAbout;
