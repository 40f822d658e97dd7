import type { FormatAbout } from '../../network-format.ts';

export const aboutTennlab = {
  name: 'tennlab',
  called: 'TENNLab JSON ("Nodes", "Edges", "Properties")',
  content: 'json',
  recognised: '"Nodes" and "Edges" with "Properties" or "Network_Values"',
  reads:
    'neurons and synapses; inputs, outputs and the rest as populations; weights, delays (steps of 1 ms), properties of nodes as parameters',
  limits:
    'no spikes; names, coordinates and parameters of the processor are not read; neurons are not simulated',
} as const satisfies FormatAbout;
