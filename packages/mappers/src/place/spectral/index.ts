/**
 * Spectral placement: the two smoothest ways to spread the clusters over a line, so that those that talk come close, are
 * their coordinates; each cluster takes the nearest free core.
 *
 * **Source** K. M. Hall, "An r-dimensional quadratic placement algorithm", Management Science 17(3), 1970,
 * doi:10.1287/mnsc.17.3.219, on the normalised Laplacian of the clique-expanded nets, as in M. Ronzani, C. Silvano
 * (AxonFlow, `spectralPlacement`, 2026) and HySMap.
 * **Differs from AxonFlow and HySMap**
 * - Cliques of large nets are multiplied with, never written down: O(pins) instead of their squares.
 * - Each component of the traffic has its own eigenvectors, side by side; theirs get further constant vectors instead.
 * - Signs are fixed by the first entry, equal eigenvalues by a start vector from the seed: the same bits everywhere.
 * - The nearest free core is found ring by ring, with dead cores, classes and several cores to a tile. Where the chip is no
 *   grid, the first eigenvector orders the clusters along its tiles.
 *
 * Minimises the sum over nets of packets times squared distances of their members, before cores are dealt; not the
 * objective. No refinement follows: add `refine/swap` or `refine/anneal`.
 * Cost O(Lanczos steps * (pins + 100 clusters)). Requires nothing; guarantees a legal placement, the same for the same seed.
 */
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { assignInOrder, requireCores } from '../common/assign-in-order.ts';
import { coresFor } from '../common/core-sequence.ts';
import { spectralCoordinates } from './coordinates.ts';
import { snap } from './snap.ts';

export const spectral = definePass({
  name: 'place/spectral',
  summary: 'two eigenvectors of the traffic as coordinates, each cluster on the nearest core',
  paper: 'Hall, Management Science 1970, doi:10.1287/mnsc.17.3.219 (as in AxonFlow and HySMap)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    first: z
      .enum(['outermost', 'id'])
      .default('outermost')
      .describe('who chooses a core first: those furthest from the middle (HySMap), or by id (AxonFlow)'),
  }),
  run(clustered, { first }, ctx) {
    requireCores(clustered);
    const { topology } = clustered.problem.target;
    const xy = spectralCoordinates(clustered, ctx.rng, watchOf(ctx));
    if (!topology.isGrid || topology.columns * topology.rows !== topology.tileCount) {
      const order = sortedBy(clustered, (cluster) => xy[2 * cluster]);
      return makePlaced(clustered, assignInOrder(clustered, order, coresFor(clustered, 'hilbert')));
    }
    const fromMiddle = (cluster: number): number =>
      (xy[2 * cluster] - 0.5) ** 2 + (xy[2 * cluster + 1] - 0.5) ** 2;
    const order = sortedBy(clustered, first === 'id' ? () => 0 : (cluster) => -fromMiddle(cluster));
    return makePlaced(clustered, snap(clustered, xy, order));
  },
});

function sortedBy({ clusterCount }: Clustered, key: (cluster: number) => number): Uint32Array {
  const keys = Float64Array.from({ length: clusterCount }, (_, cluster) => key(cluster));
  return Uint32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b] || a - b);
}
