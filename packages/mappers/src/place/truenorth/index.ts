/**
 * Minimum distance: layer by layer along the spikes, every cluster on the free core that is nearest to those it hears.
 *
 * **Source** J. Sawada et al., "TrueNorth Ecosystem for Brain-Inspired Computing", SC 2016, doi:10.1109/SC.2016.73, as
 * implemented in AxonFlow (`trueNorthPlacement`); `first=heaviest`: the greedy variant of HySMap, the heaviest cluster in
 * the middle of the mesh, then by falling traffic.
 * **Differs from AxonFlow**
 * - The chip is chosen by the sources of the cluster at hand, and the cores in use of a chip are counted; its program
 *   reads sources of an earlier cluster, and no core ever counts as used.
 * - The first layer is dealt in the order of the spikes. Grouping it by shared inputs tries every subset there.
 * - A chip without room gives way to the next by sources. Spikes from the i/o port pull like those of a source. A cluster
 *   that hears nothing placed goes to the middle of the grid.
 * - Several cores of a tile, dead ones and other classes are known.
 * IBM's own flow is another: a placer of circuits that minimises weighted wire length.
 *
 * Minimises, for each cluster in turn, the sum of the distances to its sources, priced by the objective; every source counts
 * once (`weights=sources`), or by its packets. Cost O(clusters * tiles of a chip * fan-in). Requires nothing; guarantees a
 * legal placement, the same every time.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { minimumDistance } from './minimum-distance.ts';

export const trueNorth = definePass({
  name: 'place/truenorth',
  summary: 'layer by layer, each cluster nearest to those it hears',
  paper: 'Sawada et al., SC 2016, doi:10.1109/SC.2016.73',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    first: z
      .enum(['layers', 'heaviest'])
      .default('layers')
      .describe(
        'layers: along the spikes, nearest to the sources; heaviest: by falling traffic from the middle, nearest to all neighbours',
      ),
    weights: z
      .enum(['sources', 'packets'])
      .default('sources')
      .describe('what counts in the sum of distances: every source once, as published, or its packets'),
  }),
  run(clustered, options, ctx) {
    return makePlaced(clustered, minimumDistance(clustered, options, watchOf(ctx)));
  },
});
