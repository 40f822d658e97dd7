/**
 * partition/louvain: finds communities of neurons that talk to each other, then packs
 * them into cores under all limits. Communities maximise modularity of the spike-weighted graph;
 * neither packets nor axons are the objective, but both follow where a network has groups.
 *
 * **Source** V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in
 * large networks", J. Stat. Mech. 2008 P10008, doi:10.1088/1742-5468/2008/10/P10008, in the
 * implementation of graphology-communities-louvain; the packing is ours.
 * **Differs from the paper**
 *  - communities know no capacity, so afterwards they are merged into cores that share most of
 *    their axons and split where none has room (pack-communities.ts);
 *  - a graph of more than `maxEdges` edges is coarsened first: consecutive neurons of
 *    a population become one node, 2, 4, 8, ... to a node until the graph is small enough, since building the
 *    graph costs more than the algorithm;
 *  - random tie-breaking draws from the pass's generator.
 * Cost O(m) for each coarsening, then about O(e log e) on the e edges of the graph, then packing.
 * Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { findCommunities } from './find-communities.ts';
import { packCommunities } from './pack-communities.ts';

export const louvain = definePartitioner({
  name: 'partition/louvain',
  summary: 'Communities of the spike graph, then packed into cores by shared axons.',
  paper: 'Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008',
  keepsGroups: true,
  options: z.strictObject({
    resolution: z
      .number()
      .positive()
      .default(1)
      .describe(
        'Resolution of the modularity: above 1 more and smaller communities, below 1 fewer and larger.',
      ),
    maxEdges: z
      .number()
      .int()
      .min(1)
      .default(1_000_000)
      .describe(
        'Edges of the graph that communities are sought in; larger networks are coarsened to it. More is finer and slower, some 20 microseconds and 0.5 kB for each.',
      ),
  }),
  run({ problem, options, ctx, watch, pack }) {
    const communities = findCommunities(problem, options, ctx, watch);
    return pack((empty, asked) => packCommunities(problem, empty, communities, asked));
  },
});
