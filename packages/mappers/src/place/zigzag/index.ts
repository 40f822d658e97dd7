/**
 * Places clusters row by row, every second row reversed, so that consecutive clusters are neighbours.
 *
 * **Source** O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic
 * Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038, where it is a baseline.
 * Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the same every time.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { orderOption } from '../common/options.ts';

export const zigzag = definePass({
  name: 'place/zigzag',
  summary: 'row by row, every second row reversed',
  paper: 'Jin et al., ASPLOS 2023, doi:10.1145/3582016.3582038 (baseline)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({ order: orderOption }),
  run(clustered, options) {
    const cores = coresFor(clustered, 'zigzag');
    return makePlaced(clustered, assignInOrder(clustered, clusterOrder(clustered, options.order), cores));
  },
});
