import type { FormatAbout } from '../../network-format.ts';

export const aboutSonata = {
  name: 'sonata',
  called: 'SONATA (a folder, or its circuit configuration)',
  content: 'json',
  recognised:
    '"networks" with "nodes" and "edges" that name files, or "network" that names such a configuration',
  reads:
    'populations of nodes and edges, types in CSV; weights and delays of edges, groups and types; virtual populations stand outside the chip; nsyns multiplies a weight',
  limits:
    'no spikes; models are named and not simulated; positions, dynamics and reports are not read; an edge with nsyns is one synapse',
} as const satisfies FormatAbout;
