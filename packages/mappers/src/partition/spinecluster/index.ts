/**
 * partition/spinecluster: exchanges pairs of neurons between cores as long as fewer spikes cross, from several shuffled
 * starts. Minimises F = the spikes over synapses between cores; packets between cores are another objective.
 *
 * **Source** SpiNeCluster, the clustering of SpiNeMap: A. Balaji, A. Das, Y. Wu, K. Huynh, F. G. Dell'Anna, G. Indiveri,
 * J. L. Krichmar, N. D. Dutt, S. Schaafsma, F. Catthoor, "Mapping Spiking Neural Networks to Neuromorphic Hardware",
 * IEEE TVLSI 2020, arXiv:1909.01843; steps of the swap heuristic as re-implemented by M. Ronzani, C. Silvano,
 * arXiv:2601.16118 (github.com/EMJzero/AxonFlow). After B. Kernighan, S. Lin, Bell System Technical Journal 49, 1970,
 * doi:10.1002/j.1538-7305.1970.tb01770.x.
 * **Parameters** `minDelta` 0.1, one start; here four starts, since exchanges stall on orders sorted by type.
 * **Differs from the paper**
 *  - exact differences of F, with all limits checked on both sides before an exchange and none left changed by one that is
 *    undone, where a released version lets its axon counts drift;
 *  - up to `pairsUpTo` neurons all pairs are tried, as published. Above, boundary neurons alone, each against the members of
 *    the core that it is drawn to most (the boundary of C. Fiduccia, R. Mattheyses, DAC 1982); a neuron for which that core has room moves there without an exchange.
 * Cost O(n^2) a sweep of pairs, O(n N + m) a sweep of the boundary for N neurons to a core; memory n k cells for k cores.
 * Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { NmapError } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';
import { exchangePairs } from './exchange-pairs.ts';

/** A start that packs badly is no reason to give up while there are others. */
function orRefusal(make: () => Filling): Filling | NmapError {
  try {
    return make();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return error;
    throw error;
  }
}

export const spinecluster = definePartitioner({
  name: 'partition/spinecluster',
  summary: 'Exchanges of neurons that cut fewer spikes, from shuffled starts (SpiNeCluster, Kernighan-Lin).',
  paper: 'Balaji et al. 2020, arXiv:1909.01843; Kernighan & Lin 1970',
  ownRuleOnly: true,
  options: z.strictObject({
    starts: z
      .int()
      .min(1)
      .max(1000)
      .default(4)
      .describe('Shuffled starts; the one that ends with the smallest cut is kept.'),
    minDelta: z
      .number()
      .min(0)
      .default(0.1)
      .describe('A sweep that saves less than so many spikes is the last.'),
    evaluations: z
      .int()
      .min(0)
      .default(0)
      .describe('Exchanges that all starts together may evaluate; 0 = as many as it takes.'),
    pairsUpTo: z
      .int()
      .min(0)
      .default(3000)
      .describe('Neurons up to which all pairs are tried; above, boundary neurons alone.'),
  }),
  run({ problem, options: { starts, minDelta, evaluations, pairsUpTo }, ctx, watch, pack }) {
    const chip = chipNeurons(problem);
    const most = evaluations || Infinity;
    let best: Filling | null = null;
    let least = Infinity;
    let spent = 0;
    let refusal: unknown = null;
    for (let start = 0; start < starts; start++) {
      if (best !== null && (spent >= most || !watch.mayGoOn(start / starts, least))) break;
      const order = ctx.rng.shuffle(chip.slice());
      const filling = orRefusal(() => pack((empty) => void nextFit(empty, order)));
      if (!(filling instanceof Filling)) {
        refusal ??= filling;
        continue;
      }
      spent += exchangePairs(
        filling.tracker,
        { minDelta, evaluations: most - spent, allPairs: chip.length <= pairsUpTo },
        ctx.rng,
        watch.part(start / starts, (start + 1) / starts),
      );
      const cut = synapseCut(problem.network, filling.tracker.clusterOf);
      if (cut >= least) continue;
      best = filling;
      least = cut;
    }
    if (best === null) throw refusal;
    ctx.stat('cut', least);
    ctx.stat('evaluations', spent);
    return best;
  },
});
