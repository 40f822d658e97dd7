/**
 * partition/hyperedge-overlap: fills one core after the other with the targets of the same sources, so that cores hear
 * few distinct axons. Minimises, greedily, connectivity through synaptic reuse.
 *
 * **Source** "hyperedge overlap" of M. Ronzani, C. Silvano, "A Case for Hypergraphs to Model and Map SNNs on Neuromorphic
 * Hardware", 2026, arXiv:2601.16118 (github.com/EMJzero/AxonFlow).
 * **Parameters** limits on neurons N, distinct inbound axons M and synapses P of a core: the chip's.
 * **Differs from the paper**
 *  - neurons without any synapse, which it never visits, come last, by id, into the open core or a new one;
 *  - where the candidate that adds the fewest axons does not fit, the other ones of the same source are asked before the
 *    core is closed: one may fit that has fewer synapses;
 *  - the number of parts that it needed is told exactly.
 * Cost O(e d h) for e sources of d targets with h sources each. Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { fillByOverlap } from './fill-by-overlap.ts';

export const hyperedgeOverlap = definePartitioner({
  name: 'partition/hyperedge-overlap',
  summary: 'Cores filled with the targets of the same sources: few distinct axons each.',
  paper: 'Ronzani & Silvano 2026, arXiv:2601.16118 (hyperedge overlap)',
  ownRuleOnly: true,
  options: z.strictObject({}),
  run: ({ problem, pack }) => pack((filling) => fillByOverlap(problem, filling)),
});
