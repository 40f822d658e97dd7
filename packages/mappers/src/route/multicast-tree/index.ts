/**
 * Routes every packet once over each link of the union of the routes to its destination cores.
 * The routes to a net's destinations leave one source by one rule, so where they part they do
 * not meet again on a mesh: the union is a tree.
 *
 * **Source** path-based union of XY routes, as in A. Khorasanian, "Beyond Edge Cuts:
 * Activity-Weighted Multicast Hypergraph Mapping for Spiking Neural Networks on Mesh NoCs",
 * arXiv:2608.26223.
 * Cost O(routes of all nets). Requires every destination to be reachable; guarantees exact link loads.
 */
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { routedBy } from '../link-loads.ts';

export const multicastTree = definePass({
  name: 'route/multicast-tree',
  summary: 'one packet per net over the union of its routes',
  paper: 'Khorasanian, arXiv:2608.26223',
  from: 'placed',
  to: 'routed',
  options: z.strictObject({}),
  run: (placed) => routedBy(placed, 'tree'),
});
