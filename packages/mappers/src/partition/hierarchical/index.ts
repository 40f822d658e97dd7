/**
 * partition/hierarchical: joins neurons that share heavy sources, pair by pair and level by level, as long as what is joined
 * fits a core; each of what is left becomes a core; on the way back neurons move where they are attached most. Minimises
 * connectivity.
 *
 * **Source** the hierarchical partitioner of M. Ronzani, C. Silvano, "A Case for Hypergraphs to Model and Map SNNs on
 * Neuromorphic Hardware", 2026, arXiv:2601.16118 (github.com/EMJzero/AxonFlow), after G. Karypis, V. Kumar, "Multilevel
 * Hypergraph Partitioning", IEEE TVLSI 7(1), 1999, doi:10.1109/92.748202 (edge coarsening).
 * **Parameters** one sweep a level; coarsening ends at min(cores, n / N) nodes; limits on neurons N, synapses P and
 * distinct inbound axons M of a core: the chip's.
 * **Differs from the paper**
 *  - a move is judged by the exact change of connectivity, and made where that falls; the published gain, weights times
 *    pins in a part, may raise it, and moves that change nothing are made, too. `gain=attachment` chooses by it, and
 *    still makes no move that raises connectivity;
 *  - sources of more than `mostTargets` targets are not rated when pairs are sought: each costs the square of its targets;
 *  - all limits of a core are checked, on every level, where nodes become cores and where they move; the roomiest class
 *    says what may be joined, and a node that no core left takes is taken apart again;
 *  - where there are more nodes than cores, which ends the published one, the smallest join cores that have room.
 * Cost O(levels * e d h). Requires nothing; guarantees every limit. How many cores it needs is left to coarsening.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { joinByLevels } from './join-by-levels.ts';
import { nodesToCores } from './nodes-to-cores.ts';
import { sweepDown } from './sweep-down.ts';

export const hierarchical = definePartitioner({
  name: 'partition/hierarchical',
  summary: 'Pairs joined level by level within the limits of a core, then moves on the way back.',
  paper: 'Ronzani & Silvano 2026, arXiv:2601.16118; Karypis & Kumar 1999 (edge coarsening)',
  ownRuleOnly: true,
  options: z.strictObject({
    sweeps: z.int().min(0).max(100).default(1).describe('Sweeps of moves on every level (published: 1).'),
    gain: z
      .enum(['connectivity', 'attachment'])
      .default('connectivity')
      .describe(
        'Where a neuron moves: connectivity: exactly where most is saved; attachment: where most pins of its sources are, as published.',
      ),
    mostTargets: z.int().min(2).default(1000).describe('Larger nets are not rated when pairs are sought.'),
  }),
  run({ problem, options, ctx, watch, pack }) {
    const levels = joinByLevels(problem, options.mostTargets, ctx.rng, watch.withoutShare());
    const filling = pack((empty, patient) => nodesToCores(empty, levels, patient));
    ctx.stat('levels', levels.membersOf.length);
    ctx.stat('moves', sweepDown(filling.tracker, levels, options, ctx.rng, watch));
    return filling;
  },
});
