/**
 * Routes every packet to each of its destination cores by itself, along the topology's
 * deterministic route: on a mesh first along x, then along y.
 *
 * **Source** dimension-ordered routing: W. Dally, C. Seitz, "Deadlock-Free Message Routing in
 * Multiprocessor Interconnection Networks", IEEE Trans. Computers C-36(5), 1987,
 * doi:10.1109/TC.1987.1676939. Detours round dead links are the topology's.
 * Cost O(packets' routes). Requires every destination to be reachable; guarantees exact link loads.
 */
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { routedBy } from '../link-loads.ts';

export const xy = definePass({
  name: 'route/xy',
  summary: 'one packet per destination core, along the topology’s own routes',
  paper: 'Dally & Seitz, IEEE Trans. Computers 1987',
  from: 'placed',
  to: 'routed',
  options: z.strictObject({}),
  run: (placed) => routedBy(placed, 'unicast'),
});
