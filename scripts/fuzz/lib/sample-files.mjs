/** Small sound files, one thing of everything that a format can say. */

export const NETWORK = {
  format: 'nmap-network',
  version: 1,
  name: 'small',
  timestepMs: 1,
  durationMs: 100,
  populations: [
    { id: 'in', size: 4, shape: [1, 2, 2], role: 'input', external: true, spikes: 3 },
    {
      id: 'h',
      size: 4,
      shape: [1, 2, 2],
      model: 'lif',
      params: { tauMs: [1, 2, 3, 4], bias: 0.5 },
      spikes: [1, 2, 3, 4],
    },
    { id: 'out', size: 2, rateHz: [50, 20] },
  ],
  projections: [
    { from: 'in', to: 'h', connector: 'all-to-all', weight: 0.5, delayMs: 1 },
    { from: 'h', to: 'h', connector: 'list', pre: [0, 1, 1], post: [2, 3, 3], weight: [0.5, -0.25, 1] },
    { from: 'h', to: 'out', connector: 'fixed-probability', p: 0.5, seed: 3, selfConnections: false },
    { from: 'in', to: 'h', connector: 'one-to-one' },
    { from: 'in', to: 'h', connector: 'conv2d', kernel: [1, 1], stride: [1, 1], padding: 'same' },
    { from: 'in', to: 'h', connector: 'pool2d', kernel: 1 },
    { from: 'in', to: 'out', connector: 'fixed-total-number', n: 3 },
    { from: 'in', to: 'out', connector: 'fixed-fan-in', n: 2, seed: 1 },
    { from: 'h', to: 'h', connector: 'fixed-fan-out', n: 1 },
    { from: 'h', to: 'h', connector: 'distance-dependent', p: 0.9, scale: 2, profile: 'gaussian' },
  ],
};

/** Nothing but what must be there. */
export const BARE_NETWORK = {
  format: 'nmap-network',
  version: 1,
  populations: [
    { id: 'a', size: 3, spikes: [1, 0, 2] },
    { id: 'b', size: 3, spikes: 1 },
  ],
  projections: [
    { from: 'a', to: 'b', connector: 'list', pre: [0, 1, 2, 2], post: [2, 1, 0, 0], delayMs: [1, 1, 2, 3] },
  ],
};

export const GRAPH = {
  attributes: { name: 'g' },
  options: { type: 'mixed', multi: true, allowSelfLoops: true },
  nodes: [
    { key: 'a', attributes: { population: 'p', spikes: 3 } },
    { key: 'b', attributes: { population: 'p', spikes: 4 } },
    { key: 7, attributes: { population: 'q', spikes: 1, external: true } },
  ],
  edges: [
    { key: 'e', source: 'a', target: 'b', attributes: { weight: 0.5, delay: 2 } },
    { source: 'a', target: 7, undirected: false, attributes: { weight: 2 } },
    { source: 'b', target: 'b', undirected: true, attributes: { weight: 1.5 } },
    { source: 'b', target: 7, undirected: true, attributes: { weight: 1 } },
  ],
};

export const BARE_GRAPH = {
  nodes: [{ key: '0' }, { key: '1' }, { key: '2' }],
  edges: [
    { source: '0', target: '1' },
    { source: '1', target: '2' },
  ],
};

/** A chip in the words of SANA-FE. */
export const ARCHITECTURE = `architecture:
  name: t
  attributes: { width: 2, height: 2, link_buffer_size: 4, sync_model: table, latency_sync: { 1: 0.6e-6, 3: 1.0e-6 } }
  tile:
    - name: t[0..2]
      attributes: &hops
        energy_north_hop: 4.0e-12
        latency_north_hop: 6.0e-9
        energy_east_hop: 3.0e-12
        latency_east_hop: 5.0e-9
        energy_south_hop: 4.0e-12
        latency_south_hop: 6.0e-9
        energy_west_hop: 3.0e-12
        latency_west_hop: 5.5e-9
      core: &core
        - name: c[0..1]
          attributes: { buffer_position: soma, max_neurons_supported: 64 }
          axon_in: { name: in, attributes: { energy_message_in: 0.0, latency_message_in: 16.0e-9 } }
          synapse:
            - { name: syn, attributes: { model: current_based, energy_process_spike: 35.5e-12, latency_process_spike: 3.8e-9 } }
          dendrite: [{ name: den, attributes: { model: accumulator, energy_update: 1.0e-12, latency_update: 0 } }]
          soma:
            - { name: "ins[0..9]", attributes: { model: input } }
            - name: lif
              attributes: [{ model: leaky_integrate_fire }, { energy_access_neuron: 5.0e-11, energy_update_neuron: 0, energy_spike_out: 6.0e-11 }]
          axon_out: { name: out, attributes: { energy_message_out: 111.0e-12, latency_message_out: 5.1e-9 } }
    - { name: last, attributes: *hops, core: *core }
`;

export const CHIP = `format: nmap-hardware
version: 1
name: t # a comment
topology: { kind: mesh, width: 4, height: 3, coresPerTile: 2, chips: [2, 1], ioPort: { x: 1, y: 1 } }
core:
  neurons: 8
  synapseMemoryBits: 640
  bitsPerSynapse: 8
  inputAxons: 60
coreClasses:
  - { name: big, cores: [3, "5-7"], neurons: 64 }
  - { name: small, cores: ["8-9", 11], synapses: null, sharedKernels: true }
faults: { cores: [0, "22-23"], links: [{ from: [0, 0], to: [1, 0], both: true }] }
energy:
  routerPj: &c { value: 2.5, source: s, evidence: A }
  hopEastWestPj: *c
latency:
  routerNs: { value: 1, source: "s: t", evidence: assumed }
`;

/** @param {unknown} document one member a line, so that lines can be changed, too. */
export const jsonText = (document) => `${JSON.stringify(document, null, 1)}\n`;
