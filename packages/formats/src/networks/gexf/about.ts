import type { FormatAbout } from '../../network-format.ts';

export const aboutGexf = {
  name: 'gexf',
  called: 'GEXF (Gephi)',
  content: 'xml',
  ending: /\.gexf$/i,
  recognised: 'the outermost element <gexf>',
  reads:
    'as graphology JSON: attributes by their titles, population, spikes or rateHz, external; delay; weight of edges; parallel edges',
  limits:
    'undirected edges are refused, or read in both directions with --lenient; nodes in nodes are refused; colours, places, labels and times are not read',
} as const satisfies FormatAbout;
