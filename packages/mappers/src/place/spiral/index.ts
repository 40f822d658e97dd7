/**
 * Places clusters along a spiral from the edge of the chip to its middle, or from the middle outwards.
 *
 * **Source** folklore. Jin et al., ASPLOS 2023, doi:10.1145/3582016.3582038, name such a baseline "circle", but the walk
 * of their program never turns inwards: it goes round the outermost ring again and again, several clusters to a core.
 * **Differs** in that it visits every tile once. Their logged values of "circle" are of an illegal placement and
 * cannot be compared.
 *
 * Minimises nothing: an order. Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the
 * same every time.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresAlong } from '../common/core-sequence.ts';
import { orderOption } from '../common/options.ts';
import { tileSequence } from '../common/tile-sequence.ts';
import { spiral as spiralOf } from './spiral.ts';

export const spiral = definePass({
  name: 'place/spiral',
  summary: 'round the chip, ring by ring, inwards or outwards',
  paper: null,
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    direction: z
      .enum(['inwards', 'outwards'])
      .default('inwards')
      .describe('inwards: from the corner of tile 0; outwards: the same tiles from the middle'),
    order: orderOption,
  }),
  run(clustered, options) {
    const { target } = clustered.problem;
    const { topology } = target;
    const isGrid = topology.isGrid && topology.columns * topology.rows === topology.tileCount;
    const tiles = isGrid ? spiralOf(topology.columns, topology.rows) : tileSequence(topology, 'rows').slice();
    if (options.direction === 'outwards') tiles.reverse();
    const cores = coresAlong(target, tiles);
    return makePlaced(clustered, assignInOrder(clustered, clusterOrder(clustered, options.order), cores));
  },
});
