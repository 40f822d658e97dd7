import type { FormatAbout } from '../../network-format.ts';

export const aboutMetis = {
  name: 'metis',
  called: 'a METIS graph',
  content: 'text',
  ending: /\.(graph|metis|chaco)$/i,
  recognised: 'a header "vertices edges [fmt]" whose promises all lines keep',
  reads: 'a neuron for each vertex, a synapse in each direction for each edge, its weight',
  limits: 'no direction, so both; no delays, spikes or models; sizes and weights of vertices are not read',
} as const satisfies FormatAbout;
