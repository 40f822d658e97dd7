/**
 * partition/min-clusters: first fit into the core that is used most already; inputs that a core hears already are free.
 * Minimises, greedily, the number of cores.
 *
 * **Source** algorithm `min-clusters` of the SpiNeMap release of 2021 (github.com/drexel-DISCO/SpiNeMap,
 * `SNNPartitioning/include/cluster`): A. Balaji et al., "Mapping Spiking Neural Networks to Neuromorphic Hardware", IEEE
 * TVLSI 2020, arXiv:1909.01843; with the unrolling of A. Balaji et al., IEEE ESL 2020, arXiv:2009.09298.
 * **Parameters** crossbars of X inputs and X outputs, 128 as shipped: the chip's `inputAxons` and `neurons`.
 * **Differs from the release**
 *  - it splits neurons while it clusters; here a pass before does both (`split/min-clusters`), and its crossbars are kept. Without it
 *    neurons that fit no core end the pass. The release cuts off their inputs without a word;
 *  - all limits are kept, not inputs and outputs alone;
 *  - the order of the cores is kept while they fill instead of sorted anew for each neuron.
 * Cost O(n k) questions for k cores. Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';

/** Ends at the first neuron that finds no core.  */
function fillMostUsed(problem: Problem, filling: Filling): void {
  const { tracker } = filling;
  const { axons } = tracker;
  // Clusters by inputs and outputs in use, most first; the older of equals.
  const ranked: number[] = [];
  const used = (cluster: number): number => axons.inputAxons[cluster] + tracker.neurons[cluster];
  for (const neuron of chipNeurons(problem)) {
    if (!filling.goesOn()) return;
    let rank = ranked.findIndex((cluster) => tracker.fits(neuron, cluster));
    if (rank < 0) {
      const opened = filling.openFor(neuron);
      if (opened === NONE) return;
      rank = ranked.push(opened) - 1;
    }
    const cluster = ranked[rank];
    tracker.add(neuron, cluster);
    for (; rank > 0 && precedes(cluster, ranked[rank - 1]); rank--) ranked[rank] = ranked[rank - 1];
    ranked[rank] = cluster;
  }

  function precedes(a: number, b: number): boolean {
    return used(a) > used(b) || (used(a) === used(b) && a < b);
  }
}

export const minClusters = definePartitioner({
  name: 'partition/min-clusters',
  summary: 'First fit into the core with most inputs and outputs in use (SpiNeMap release, min-clusters).',
  paper: 'Balaji et al. 2020, arXiv:1909.01843 (min-clusters of the release)',
  ownRuleOnly: true,
  options: z.strictObject({}),
  run: ({ problem, pack }) => pack((filling) => fillMostUsed(problem, filling)),
});
