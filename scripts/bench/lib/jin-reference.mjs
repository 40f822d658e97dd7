/**
 * Weighted hops on the cluster graphs of the placement literature, as the authors' program logged
 * them (O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic Hardware",
 * ASPLOS 2023, doi:10.1145/3582016.3582038; logs of its repository `mapping_cpp`).
 * `hilbert`: their Hilbert curve. `hilbertForce`: with their force-directed refinement, potential P0.
 * `best`: the lowest logged force-directed variant, any start.
 * `annealed`: a plain annealer of ours in an earlier study, one thread, from an ordered start,
 * for `annealedS` seconds: a reference of quality, not of speed.
 */
export const JIN_LOGGED = {
  'conv 32': { hilbert: 15747.4, hilbertForce: 8643.4, best: 6712.32, annealed: 3566.42, annealedS: 20 },
  'conv 64': { hilbert: 79974, hilbertForce: 48494.3, best: 42988.2, annealed: 17910.1, annealedS: 30 },
  'conv 128': { hilbert: 537808, hilbertForce: 291990, best: 204687, annealed: 75705.1, annealedS: 90 },
  'conv 256': {
    hilbert: 2.6232e6,
    hilbertForce: 1.55694e6,
    best: 1.04001e6,
    annealed: 313619,
    annealedS: 120,
  },
  'dense 32': { hilbert: 113847, hilbertForce: 99744.7, best: 99744.7, annealed: 93597.7, annealedS: 60 },
  'dense 64': {
    hilbert: 1.34886e6,
    hilbertForce: 1.23143e6,
    best: 1.23143e6,
    annealed: 1.13151e6,
    annealedS: 60,
  },
  'dense 128': {
    hilbert: 1.52928e7,
    hilbertForce: 1.4063e7,
    best: 1.4063e7,
    annealed: 1.34015e7,
    annealedS: 150,
  },
};
