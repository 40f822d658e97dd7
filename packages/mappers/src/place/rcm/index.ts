/**
 * Places clusters in reverse Cuthill-McKee order of their traffic on tiles in the same order of the chip: what talks
 * comes close in the one order, what is joined by a link in the other.
 *
 * **Source** T. Hoefler, M. Snir, "Generic topology mapping strategies for large-scale parallel architectures", ICS 2011,
 * doi:10.1145/1995896.1995909; as implemented in rig (project-rig/rig, `place/rcm`); the order: E. Cuthill, J. McKee,
 * "Reducing the bandwidth of sparse symmetric matrices", ACM 1969, doi:10.1145/800195.805928.
 * **Differs from rig**
 * - Ties go to the lower number, where rig's sets leave them to hashing.
 * - Degrees are packets in both directions; pins of one net that do not talk to each other are no neighbours.
 * - Cores of other classes and dead ones are passed over, each class with a position of its own in the sequence.
 *
 * Minimises the bandwidth of the two orders, by rule of thumb, not the cost. Cost O(n log n + edges + tiles log tiles).
 * Requires nothing; guarantees a legal placement, the same every time.
 */
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { assignInOrder } from '../common/assign-in-order.ts';
import { coresAlong } from '../common/core-sequence.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { tileNeighbors } from '../common/tile-neighbors.ts';
import { reverseCuthillMckee } from './reverse-cuthill-mckee.ts';

export const rcm = definePass({
  name: 'place/rcm',
  summary: 'reverse Cuthill-McKee order of the traffic on that of the chip',
  paper: 'Hoefler & Snir, ICS 2011, doi:10.1145/1995896.1995909',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({}),
  run(clustered) {
    const { target } = clustered.problem;
    const cores = coresAlong(target, tilesInOrder(clustered));
    return makePlaced(clustered, assignInOrder(clustered, clustersInOrder(clustered), cores));
  },
});

function clustersInOrder({ traffic }: Clustered): Uint32Array {
  const { start, neighbor, both, clusterCount } = flowGraph(traffic.graph);
  const degree = new Float64Array(clusterCount);
  for (let cluster = 0; cluster < clusterCount; cluster++)
    for (let e = start[cluster]; e < start[cluster + 1]; e++)
      if (neighbor[e] < clusterCount) degree[cluster] += both[e];
  return reverseCuthillMckee({ start, neighbor, degree });
}

function tilesInOrder({ problem: { target } }: Clustered): Uint32Array {
  const { start, neighbors } = tileNeighbors(target.topology);
  const degree = Float64Array.from(
    { length: target.topology.tileCount },
    (_, tile) => start[tile + 1] - start[tile],
  );
  return reverseCuthillMckee({ start, neighbor: neighbors, degree });
}
