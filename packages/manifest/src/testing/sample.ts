import type { Manifest } from '../schema.ts';

/** A small manifest with every optional key in use, for tests. */
export const sample: Manifest = {
  format: 'nmap-manifest',
  version: 1,
  complete: true,
  tool: { name: 'nmap', version: '0.1.0' },
  network: {
    name: 'two "layers"',
    sha256: 'ab'.repeat(32),
    fileSha256: 'ba'.repeat(32),
    spikesSha256: 'be'.repeat(32),
    neurons: 110,
    synapses: 1000,
    externalNeurons: 10,
    windowScale: 3,
  },
  hardware: { name: 'loihi', sha256: 'cd'.repeat(32), fileSha256: 'dc'.repeat(32) },
  pipeline: [
    { pass: 'partition/greedy', options: { order: 'spikes', imbalance: 0.03 }, seed: 1, checksum: '00ff' },
    {
      pass: 'refine/anneal',
      options: { rounds: 10 },
      seed: 1,
      checksum: '00fe',
      truncated: true,
      fellBackTo: 'refine/swap',
    },
  ],
  objective: 'energy',
  constraints: { maxCores: 4, neuronsPerCore: 3, maxStepNs: 1500.5, maxLinkLoad: 40 },
  cores: [
    {
      core: 3,
      chip: 0,
      tile: 0,
      x: 0,
      y: 0,
      neurons: {
        h: [
          [0, 49],
          [60, 60],
        ],
      },
    },
    {
      core: 12,
      chip: 0,
      tile: 3,
      x: 3,
      y: 0,
      class: 'big',
      neurons: {
        h: [
          [50, 59],
          [61, 89],
        ],
        'a b': [[0, 9]],
      },
    },
  ],
  ports: [{ tile: 0, x: 0, y: 0, populations: ['in'] }],
  routing: { scheme: 'unicast', rule: 'xy' },
  metrics: {
    coresUsed: 2,
    cutSpikes: 120,
    connectivity: 30,
    interCorePackets: 30,
    spikeHops: 90,
    maxLinkLoad: 30,
    energyPj: {
      neurons: 1.5,
      synapses: null,
      interconnect: 1e21,
      static: 0,
      total: null,
      partial: true,
      unpriced: ['synapseEventPj'],
      unverified: ['hopTreePj'],
      contained: ['routerPj'],
      allIn: ['neuronSpikePj'],
    },
    energyBackToBackPj: {
      windowMs: null,
      stepNs: null,
      neurons: 1.5,
      synapses: null,
      interconnect: 1e21,
      static: null,
      total: null,
      partial: true,
      unpriced: ['synapseEventPj', 'barrierNs'],
    },
    further: { cutNet: 12, edp: null },
  },
  bounds: { coresUsed: 2, connectivity: null },
  clusterBounds: { spikeHops: 80 },
  notes: ['no spikes given: one each'],
};

/** The same with one core, which holds boxes. */
export const boxed: Manifest = {
  ...sample,
  version: 2,
  cores: [
    {
      ...sample.cores[0],
      neurons: {
        h: {
          boxes: [
            [
              [0, 64],
              [8, 16],
              [0, 8],
            ],
            [
              [0, 64],
              [8, 16],
              [8, 9],
            ],
          ],
        },
      },
    },
  ],
};
