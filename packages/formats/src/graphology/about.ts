import type { FormatAbout } from '../network-format.ts';

export const aboutGraphology = {
  name: 'graphology',
  called: 'graphology\'s serialized graph ("nodes", "edges")',
  content: 'json',
  recognised: '"nodes" with "key"',
  reads:
    'neurons by node, synapses by edge, parallel edges; population, spikes or rateHz, external; weight, delay; name and times',
  writes:
    'a node to a neuron, by its number in the network, an edge to a synapse; what it reads, and nothing else',
  limits: 'no shapes and no models; undirected edges are refused',
} as const satisfies FormatAbout;
