import type { FormatAbout } from '../../network-format.ts';

export const aboutSanaFe = {
  name: 'sana-fe',
  called: 'a network of SANA-FE (YAML)',
  content: 'text',
  recognised: 'YAML with the key "network", "groups" or "mappings" below it',
  reads:
    'groups as populations; edges of neurons, dense, sparse and conv2d; weights, delays in steps of 1 ms; convolutions as connectors',
  limits:
    'spikes, models and their attributes are not read, nor the mapping: nmap makes one; the architecture is no network',
} as const satisfies FormatAbout;
