import type { FormatAbout } from '../../network-format.ts';

export const aboutNeuroml = {
  name: 'neuroml',
  called: 'NeuroML 2 in XML (.net.nml)',
  content: 'xml',
  ending: /\.nml$/i,
  recognised: 'the outermost element <neuroml>',
  reads:
    'populations by size or by instances, projections with connections, weights and delays, synapticConnection; parallel synapses',
  limits:
    'no spikes and no shapes; cells are named and not simulated; inputs, electrical and continuous projections and included files are named and not read',
} as const satisfies FormatAbout;
