import type { FormatAbout } from '../../network-format.ts';

export const aboutAdjacencyList = {
  name: 'adjacency-list',
  called: 'a list of targets (adjlist of NetworkX)',
  content: 'text',
  recognised: 'lines of whole numbers, a source and its targets, every source once, and no other format fits',
  reads:
    'a neuron for each number up to the largest, a synapse for each target; a target listed twice is two synapses',
  limits:
    'no weights, delays or models; connections of SpiNeMap are such lists: spinemap reads the files beside them, too',
} as const satisfies FormatAbout;
