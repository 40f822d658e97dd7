import type { ExporterAbout } from '../exporter.ts';

export const aboutSanaFe = {
  name: 'sana-fe',
  called: 'SANA-FE: architecture, network and mapping',
  files: ['architecture.yaml', 'network.yaml', 'groups.csv'],
  holds:
    'the chip with its constants in J and s, a group for each population, every synapse, the core of every neuron; neurons fire the spikes of the network file, in the steps of nmap simulate: sim architecture.yaml network.yaml STEPS. groups.csv says which population a group is. The YAML is written as JSON, which is YAML',
  limits:
    'meshes of one chip without dead links; at most 1,024 neurons a core, one spike of a neuron a step, 10,000,000 synapses; external neurons sit on a core of their own, without cost, at the i/o port; all weights are 0, since spikes are given: dynamics, delays, static power and trees of packets are not written, and the link buffer of 16 messages is assumed',
} as const satisfies ExporterAbout;
