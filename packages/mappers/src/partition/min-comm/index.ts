/**
 * partition/min-comm: neurons by spikes, the most active first; each tries one core drawn at random among the open ones
 * and opens another where it does not fit. In spite of its name it minimises nothing: a baseline.
 *
 * **Source** algorithm `min-comm` of the SpiNeMap release of 2021 (github.com/drexel-DISCO/SpiNeMap,
 * `SNNPartitioning/include/cluster`): A. Balaji et al., "Mapping Spiking Neural Networks to Neuromorphic Hardware", IEEE
 * TVLSI 2020, arXiv:1909.01843.
 * **Parameters** crossbars of X inputs and X outputs, 128 as shipped: the chip's `inputAxons` and `neurons`.
 * **Differs from the release**
 *  - it opens crossbars without end (866 for 1,000 neurons); when all cores of the chip are open, the other ones are
 *    tried in an order drawn at random;
 *  - the seed is the run's, where the release has one that nobody can set; no inputs are cut off; all limits are kept.
 * Cost O(n) questions while cores are left, then O(n k). Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { NONE, type Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';

/** Ends at the first neuron that finds no core. */
function fillAtRandom(problem: Problem, filling: Filling, rng: Rng): void {
  const { tracker } = filling;
  const { spikes } = problem.network;
  for (const neuron of chipNeurons(problem).sort((a, b) => spikes[b] - spikes[a] || a - b)) {
    if (!filling.goesOn()) return;
    const count = tracker.clusterCount;
    let cluster = count === 0 ? NONE : rng.below(count);
    if (cluster === NONE || !tracker.fits(neuron, cluster)) {
      cluster = filling.openFor(neuron);
      if (cluster === NONE) cluster = anyThatFits(neuron);
      if (cluster === NONE) return;
    }
    tracker.add(neuron, cluster);
  }

  function anyThatFits(neuron: number): number {
    const order = Uint32Array.from({ length: tracker.clusterCount }, (_, cluster) => cluster);
    return rng.shuffle(order).find((cluster) => tracker.fits(neuron, cluster)) ?? NONE;
  }
}

export const minComm = definePartitioner({
  name: 'partition/min-comm',
  summary: 'Each neuron, most active first, tries one random core or opens another (SpiNeMap release).',
  paper: 'Balaji et al. 2020, arXiv:1909.01843 (min-comm of the release)',
  ownRuleOnly: true,
  options: z.strictObject({}),
  run: ({ problem, ctx, pack }) => pack((filling) => fillAtRandom(problem, filling, ctx.rng)),
});
