/**
 * Places clusters along a space-filling curve: what is near in the order is near on the chip.
 *
 * **Source** O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic
 * Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038.
 * **Differs from the paper**
 * - Rectangles whose sides are no power of two use the curve of `gilbertCurve` in place of theirs;
 *   on 2^k x 2^k both are the Hilbert curve and the costs agree.
 * - Several cores of a tile are filled one after the other; dead cores and cores of another class
 *   are skipped.
 * - The order of the clusters is an option; the paper takes the ids.
 * Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the same every time.
 */
import { curvePlacer } from '../common/curve-placer.ts';

export const hilbert = curvePlacer(
  {
    name: 'place/hilbert',
    summary: 'clusters along a Hilbert curve over any rectangle',
    paper: 'Jin et al., ASPLOS 2023, doi:10.1145/3582016.3582038',
  },
  'hilbert',
);
