import type { FormatAbout } from '../../network-format.ts';

export const aboutEdgeList = {
  name: 'edge-list',
  called: 'an edge list of neurons (CSV, TSV)',
  content: 'text',
  ending: /\.(csv|tsv|edges|edgelist)$/i,
  recognised:
    'a header that names source and target, or lines of two numbers, or of three fields with a weight',
  reads:
    'a neuron for each label, a synapse for each line; weight, delay (ms), count of contacts; connection files of PyNN',
  writes: 'a line to a synapse, source,target,weight,delay, neurons by their number in the network',
  limits:
    'no spikes, models or shapes; other columns are named and not read; neurons without a synapse are not in the file',
} as const satisfies FormatAbout;
