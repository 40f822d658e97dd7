import type { FormatAbout } from '../../network-format.ts';

export const aboutNetworkx = {
  name: 'networkx',
  called: 'NetworkX node-link JSON ("nodes" with "id", "links" or "edges")',
  content: 'json',
  recognised: '"directed", "multigraph" or "graph" beside "nodes" and "links" or "edges"',
  reads:
    'as graphology JSON, attributes beside "id", "source" and "target": population, spikes or rateHz, external; weight, delay',
  writes: 'as graphology JSON, in the form of NetworkX 3.4 ("edges"), a directed multigraph',
  limits:
    'an undirected graph is refused, or read in both directions with --lenient; other attributes are not read',
} as const satisfies FormatAbout;
