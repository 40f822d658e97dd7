/**
 * Global multisection along the chip's own hierarchy: the clusters are cut into as many parts as the dearest links
 * join, then each part by itself into as many as the next dearest join, down to single tiles.
 *
 * **Source** C. Schulz, H. Woydt, "Shared-Memory Hierarchical Process Mapping", ACDA 2025,
 * doi:10.1137/1.9781611978759.2, arXiv:2504.01726 (SharedMap), after M. von Kirchbach, C. Schulz, J. L. Traeff, "Better
 * Process Mapping and Sparse Quadratic Assignment", ACM JEA 25, 2020, doi:10.1145/3409667 (global multisection).
 * **Differs from the paper**
 * - A cut into k parts is annealing of moves and exchanges between the parts, from several starts, in place of a
 *   multilevel graph partitioner (KaHIP, Mt-KaHyPar).
 * - The parts' limits are the live cores of each class themselves. The paper shares out an imbalance that is given,
 *   anew for every part by what is left of it (adaptive imbalance): here the slack of a part is what its cores leave,
 *   and the next cut takes it all.
 * - Parts of a grid lie nearer to each other or further away: boards and chips first, where links between them are
 *   dearer, then quarters. A cut there pays the ways between the middles of the parts, and to those outside.
 * - Clusters that `partition/multisection` cut for cores keep these, as the paper's own last step would: nothing is cut anew.
 * - Afterwards exchanges under the objective itself are annealed, from a temperature at which the cuts last (`polish`).
 *
 * Minimises the unicast ways, priced by the objective, in the cuts; in `polish` whatever the objective charges a placement.
 * Cost: effort * 2,400 exchanges for a cluster at every level, from every start.
 * Requires nothing; guarantees a legal placement, the same for the same seed.
 */
import { raw } from '@nmap/kernels';
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { requireCores } from '../common/assign-in-order.ts';
import { multisect } from '../../multisection/multisect.ts';
import { polish } from '../../multisection/polish.ts';
import { effortOption, startsOption } from '../common/options.ts';

export const multisection = definePass({
  name: 'place/multisection',
  summary: 'cuts along the tree, boards and chips, the dearest links first',
  paper: 'Schulz & Woydt, ACDA 2025 (SharedMap), doi:10.1137/1.9781611978759.2',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    effort: effortOption(
      1000,
      'length of the search: effort * 2400 exchanges proposed for a cluster at every level of the hierarchy, at most effort * 2 * 10^7 in all of it',
    ),
    starts: startsOption(
      1000,
      'searches for every cut, from the order of attachment, from a sweep through the traffic, the rest at random; the cheapest is kept',
      8,
    ),
    polish: z
      .enum(['on', 'off'])
      .default('on')
      .describe(
        'on: exchanges under the objective itself follow the cuts; off: the cuts alone, as published',
      ),
    places: z
      .enum(['proposed', 'cut'])
      .default('proposed')
      .describe(
        'proposed: of clusters that partition/multisection cut for cores already, these cores; cut: cut anew; of all others: cut',
      ),
  }),
  run(clustered, options, ctx) {
    requireCores(clustered);
    const watch = watchOf(ctx);
    const proposed = options.places === 'proposed' ? clustered.proposedCoreOf : undefined;
    let coreOf: Uint32Array;
    if (proposed === undefined) {
      const cuts = options.polish === 'on' ? watch.part(0, 0.7) : watch;
      const cut = multisect(clustered, options, ctx.rng, cuts);
      ctx.stat('levels', cut.levels);
      coreOf = cut.coreOf;
    } else coreOf = raw(proposed).slice();
    if (options.polish === 'off') return makePlaced(clustered, coreOf);
    return makePlaced(clustered, polish(clustered, coreOf, options.effort, ctx.rng, watch.part(0.7, 1)));
  },
});
