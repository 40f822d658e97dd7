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
