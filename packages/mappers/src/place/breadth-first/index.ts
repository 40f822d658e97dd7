/**
 * Places clusters breadth first on the cores in order: a cluster, then all that share a net with it, and so on.
 *
 * **Source** rig (project-rig/rig), `place/breadth_first`; with `curve=hilbert` its `place/hilbert`.
 * **Differs from rig** The search begins at the lowest cluster that is left and visits neighbours by number, where rig pops
 * from a set, so that hashing decides. Cores of other classes and dead ones are passed over, each class with a position of
 * its own in the sequence, where rig goes round once more.
 *
 * Minimises nothing: an order. Cost O(pins + cores). Requires nothing; guarantees a legal placement, the same every time.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { netOrder } from './net-order.ts';

export const breadthFirst = definePass({
  name: 'place/breadth-first',
  summary: 'clusters breadth first by their nets, cores in order',
  paper: null,
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    curve: z
      .enum(['rows', 'zigzag', 'hilbert'])
      .default('rows')
      .describe('order of the cores: row by row, every second row reversed, or along a Hilbert curve'),
  }),
  run(clustered, { curve }) {
    return makePlaced(clustered, assignInOrder(clustered, netOrder(clustered), coresFor(clustered, curve)));
  },
});
