/**
 * Robust tabu search for the quadratic assignment of clusters to cores: at every step the best
 * exchange that is not forbidden, for better or worse; what left a core may not return to it for
 * a random time. Several starts; the best placement met.
 *
 * **Source** E. Taillard, "Robust taboo search for the quadratic assignment problem", Parallel
 * Computing 17(4-5), 1991, doi:10.1016/S0167-8191(05)80147-4.
 * **Differs from the paper**
 * - Fewer clusters than cores: an empty core holds a dummy without traffic; two dummies never exchange.
 * - Cores of one tile count as one location: what left a tile may not return to any of its cores, and
 *   exchanges within a tile are not made. With one core per tile that is the paper's rule.
 * - A linear term for the i/o port; core classes and dead cores restrict the exchanges.
 * - On routes that are dearer in one direction, and for multicast trees, the gains are computed anew
 *   at every step instead of updated.
 * - Long steps without a new best restart it from a random placement.
 * - A chip with many more cores than clusters is searched near the i/o port's tile only (see `tabu/region.ts`).
 *
 * Cost: a step O(exchanges), with the gains updated in O(1) each; starts O(cores^3).
 * Meant for tens to a few hundred cores. Requires nothing; guarantees a legal placement, the same for
 * the same seed.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { tabuSearch } from '../../tabu/tabu-search.ts';
import { effortOption, startsOption } from '../common/options.ts';

export const tabu = definePass({
  name: 'place/tabu',
  summary: 'robust tabu search for tens to hundreds of cores, with restarts',
  paper: 'Taillard, Parallel Computing 1991, doi:10.1016/S0167-8191(05)80147-4',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    effort: effortOption(
      10_000,
      'length of each start: effort * 25 million exchanges weighed, at most 2000 and at least 10 steps per core',
    ),
    starts: startsOption(10_000, 'starts: the first along a Hilbert curve, the rest random', 4),
  }),
  run(clustered, options, ctx) {
    const result = tabuSearch(clustered, options, ctx.rng, watchOf(ctx));
    ctx.stat('steps', result.steps);
    ctx.stat('starts', result.starts);
    return makePlaced(clustered, result.coreOf);
  },
});
