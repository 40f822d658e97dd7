/**
 * The study of techniques: the search of `nmap deploy` for each network on each chip, and the ladder from the naive conversion to
 * the point that it chose. `sparse`: the same network, fine-tuned with quantised activations and a regulariser first.
 */
export const PLAN = {
  chips: ['loihi', 'loihi-sanafe'],
  seed: 1,
  /** Points that may be lost against the trained network. */
  tolerance: 1,
  sparse: { epochs: 4, levels: 8, percentile: 99.9, regulariser: 'fan-out(2e-4, scale=ceiling)' },
  sets: {
    'drawn-digits': {
      counts: { train: 4000, test: 1000 },
      nets: {
        lenet5: { epochs: 5, search: 200, held: 500, replayed: 10, trainings: ['plain', 'sparse'] },
        mlp: { epochs: 5, search: 200, held: 500, replayed: 10, trainings: ['plain'] },
        /** Images of 14 x 14 pixels: a quarter of the neurons and synapses. */
        cnn3: { epochs: 10, search: 100, held: 400, replayed: 2, halves: true, trainings: ['plain'] },
      },
    },
    'fashion-mnist': {
      counts: { train: 12000, test: 1000 },
      nets: { lenet5: { epochs: 5, search: 200, held: 500, replayed: 10, trainings: ['plain', 'sparse'] } },
    },
  },
};
