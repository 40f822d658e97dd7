/** Networks and mappers that outside simulators judge. All are small: a simulator in cycles takes its time. */

const population = (id, size, spikes, more = {}) => ({ id, size, spikes, ...more });
const counts = (size, most) => Array.from({ length: size }, (_, k) => (k * 7) % (most + 1));

/** One chip, a mesh, whose every dynamic constant is known. */
export const HARDWARE = 'loihi-sanafe';
/** Neurons on a core at most: spreads small networks over many cores. */
export const NEURONS_PER_CORE = 24;

export const NETWORKS = [
  {
    name: 'layers',
    durationMs: 40,
    populations: [population('in', 96, counts(96, 9)), population('h', 120, 6), population('out', 20, 2)],
    projections: [
      { from: 'in', to: 'h', connector: 'all-to-all' },
      { from: 'h', to: 'out', connector: 'all-to-all' },
    ],
  },
  {
    name: 'recurrent',
    durationMs: 40,
    populations: [population('e', 200, counts(200, 12)), population('i', 50, 9)],
    projections: [
      { from: 'e', to: 'e', connector: 'fixed-probability', p: 0.08, seed: 1 },
      { from: 'e', to: 'i', connector: 'fixed-probability', p: 0.1, seed: 2 },
      { from: 'i', to: 'e', connector: 'fixed-probability', p: 0.1, seed: 3 },
    ],
  },
  {
    name: 'convolution',
    durationMs: 30,
    populations: [
      population('image', 144, counts(144, 5), { shape: [1, 12, 12] }),
      population('maps', 400, 3, { shape: [4, 10, 10] }),
      population('pooled', 100, 2, { shape: [4, 5, 5] }),
      population('classes', 10, 4),
    ],
    projections: [
      { from: 'image', to: 'maps', connector: 'conv2d', kernel: 3 },
      { from: 'maps', to: 'pooled', connector: 'pool2d', kernel: 2 },
      { from: 'pooled', to: 'classes', connector: 'all-to-all' },
    ],
  },
  {
    name: 'ports',
    durationMs: 50,
    populations: [
      population('sensor', 60, counts(60, 20), { external: true }),
      population('h', 150, counts(150, 7)),
      population('motor', 8, 0, { external: true }),
    ],
    projections: [
      { from: 'sensor', to: 'h', connector: 'fixed-probability', p: 0.2, seed: 4 },
      { from: 'h', to: 'h', connector: 'fixed-probability', p: 0.05, seed: 5 },
      { from: 'h', to: 'motor', connector: 'fixed-probability', p: 0.3, seed: 6 },
    ],
  },
].map((network) => ({ format: 'nmap-network', version: 1, ...network }));

export const MAPPERS = [
  { name: 'rows', pipeline: 'partition/sequential; place/row-major' },
  { name: 'scattered', pipeline: 'partition/random; place/random' },
  { name: 'curve', pipeline: 'partition/greedy; place/hilbert' },
  { name: 'multilevel', pipeline: 'partition/multilevel; place/hilbert; refine/anneal' },
  { name: 'default', pipeline: null },
];
