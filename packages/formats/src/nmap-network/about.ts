import type { FormatAbout } from '../network-format.ts';

export const aboutNmapNetwork = {
  name: 'nmap-network',
  called: 'nmap-network JSON ("format": "nmap-network")',
  content: 'json',
  recognised: '"format": "nmap-network", or "populations" and "projections"',
  reads:
    'populations, connectors, weights, delays, shapes, models and parameters, spikes or rates, the window',
  writes: 'all of it',
  limits: 'none: it is the format that everything else becomes',
} as const satisfies FormatAbout;
