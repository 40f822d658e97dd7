/**
 * Places clusters row by row, every second row reversed, so that consecutive clusters are neighbours.
 *
 * **Source** O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic
 * Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038, where it is a baseline.
 * Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the same every time.
 */
import { curvePlacer } from '../common/curve-placer.ts';

export const zigzag = curvePlacer(
  {
    name: 'place/zigzag',
    summary: 'row by row, every second row reversed',
    paper: 'Jin et al., ASPLOS 2023, doi:10.1145/3582016.3582038 (baseline)',
  },
  'zigzag',
);
