import type { FormatAbout } from '../../network-format.ts';

export const aboutTennlabText = {
  name: 'tennlab-text',
  called: 'commands of the network tool of TENNLab (AN, AE, SNP, ...)',
  content: 'text',
  recognised: 'lines that begin with the commands FJ, AN, AI or AO',
  reads: 'as TENNLab JSON; commands that add, set and remove nodes and edges',
  limits: 'a network that FJ names is taken as empty; names and coordinates are not read',
} as const satisfies FormatAbout;
