/**
 * Places clusters on consecutive tiles, row by row.
 *
 * **Source** folklore; the linear placement of most tool chains.
 * Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the same every time.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { orderOption } from '../common/options.ts';

export const rowMajor = definePass({
  name: 'place/row-major',
  summary: 'clusters on consecutive cores, row by row',
  paper: null,
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({ order: orderOption }),
  run(clustered, options) {
    const cores = coresFor(clustered, 'rows');
    return makePlaced(clustered, assignInOrder(clustered, clusterOrder(clustered, options.order), cores));
  },
});
