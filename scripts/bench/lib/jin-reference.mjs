/**
 * Weighted hops on the cluster graphs of the placement literature, as the authors' program logged
 * them (O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic Hardware",
 * ASPLOS 2023, doi:10.1145/3582016.3582038; logs of its repository `mapping_cpp`).
 * `hilbert`: their Hilbert curve. `hilbertForce`: with their force-directed refinement, potential P0.
 * `best`: the lowest logged force-directed variant, any start.
 * `ordered`: the least of ours in an earlier study that started from ORDERED ids, and how: a plain
 * annealer, one thread, or the rows of the mesh filled in order where that was too slow.
 */
export const JIN_LOGGED = {
  'conv 32': row(15747.4, 8643.4, 6712.32, 3566.42, 'annealed 20 s'),
  'conv 64': row(79974, 48494.3, 42988.2, 17910.1, 'annealed 30 s'),
  'conv 128': row(537808, 291990, 204687, 75705.1, 'annealed 90 s'),
  'conv 256': row(2.6232e6, 1.55694e6, 1.04001e6, 313619, 'annealed 120 s'),
  'conv 512': row(1.74737e7, 9.32184e6, 5.21199e6, 1.30044e6, 'row-major'),
  'conv 1024': row(8.43562e7, 4.94818e7, 2.84327e7, 5.2227e6, 'row-major'),
  'dense 32': row(113847, 99744.7, 99744.7, 93597.7, 'annealed 60 s'),
  'dense 64': row(1.34886e6, 1.23143e6, 1.23143e6, 1.13151e6, 'annealed 60 s'),
  'dense 128': row(1.52928e7, 1.4063e7, 1.4063e7, 1.34015e7, 'annealed 150 s'),
};

function row(hilbert, hilbertForce, best, ordered, orderedBy) {
  return { hilbert, hilbertForce, best, ordered, orderedBy };
}
