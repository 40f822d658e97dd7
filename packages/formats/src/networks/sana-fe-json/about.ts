import type { FormatAbout } from '../../network-format.ts';

export const aboutSanaFeJson = {
  name: 'sana-fe-json',
  called: 'a network of SANA-FE (JSON, as nmap export writes it)',
  content: 'json',
  recognised: '"network" with "groups" and "edges"',
  reads: 'as sana-fe',
  limits: 'as sana-fe; of a network that nmap exported the weights are 0, since its spikes are given',
} as const satisfies FormatAbout;
