import type { ExporterAbout } from '../exporter.ts';

export const aboutNoxim = {
  name: 'noxim',
  called: 'traffic for Noxim: a trace and a table',
  files: ['trace.txt', 'table.txt'],
  holds:
    'every packet between tiles: trace.txt in the steps of nmap simulate (-traffic hardcoded), each step long enough to drain; table.txt as packets a cycle of each pair of tiles (-traffic table). Tiles are numbered row by row, as Noxim does; the command that runs the trace is printed',
  limits:
    'meshes of one chip without dead links, at most 10,000,000 packets; packets between cores of one tile, which use no link, are not in it and are counted; a tree of packets is written as its deliveries; no neurons, synapses or energies',
} as const satisfies ExporterAbout;
