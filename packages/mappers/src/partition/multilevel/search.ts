import { Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import type { NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { dealInOrder } from '../../kway/initial.ts';
import { legalise } from '../../kway/legalise.ts';
import { planParts } from '../../kway/plan-parts.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { cutAlongParts } from './cut-along-parts.ts';
import { Filling } from '../../limits/filling.ts';
import type { Watch } from '../../watch/watch.ts';
import { cheaper, costOf, hasHardLimits, type Candidate } from './candidate.ts';
import type { EffortOptions } from './effort.ts';
import { partitionGraph } from './partition.ts';
import { partOfRound } from './share-done.ts';

/** From this share on, limits beyond the counts shape the clusters: partitions that do not know them are no help. */
const MANY_MISFITS = 0.05;
/** Where a cut along the parts needs so many times as many cores, an eighth more of them will not do. */
const FAR_MORE_CORES = 4;

/**
 * Runs with as many parts as the counts ask for, then with as many as the other limits turned out to need. Where none of them can be
 * made legal core by core, the best cut along them counts ({@link cutAlongParts}), which takes as many cores as it needs.
 * @param runs the effort of each, and `seeds` where its random numbers begin.
 * @param onRun told the best after each run that was not cut short.
 */
export async function search(
  problem: Problem,
  neurons: NeuronGraph,
  slack: number,
  runs: readonly EffortOptions[],
  start: Candidate,
  seeds: readonly number[],
  watch: Watch,
  onRun: (run: number, best: Candidate) => void,
): Promise<Candidate> {
  const { graph } = neurons;
  const countsDecide = !hasHardLimits(problem);
  // Where other limits exist, the cost of a partition is not that of a legal clustering.
  const ofPartitions = countsDecide ? watch : watch.withoutCost();
  let best = start;
  let bestCut: Candidate | null = null;
  let atLeast = 1;
  let first: { readonly part: Uint32Array; readonly partCount: number } | null = null;
  for (const [run, settings] of runs.entries()) {
    // Told to stop already: even the first partition takes a while to be made legal.
    if (best.cost < Infinity && !watch.mayGoOn(undefined, best.cost)) break;
    const rng = new Rng(seeds[run]);
    for (let growth = 0; growth < settings.growths; growth++) {
      const plan = planParts(problem, graph, slack, atLeast);
      const partCount = plan.classOf.length;
      const legal = (part: Uint32Array): Candidate => {
        const filling = new Filling(problem);
        const misfits =
          legalise(filling, neurons, { part, plan, whenStuck: 'stop' }, watch) / graph.nodeCount;
        return { filling, cost: costOf(filling, neurons), misfits };
      };
      const part: Uint32Array = await partitionGraph(
        graph,
        plan.limits,
        settings.partition,
        rng,
        ofPartitions.part(...partOfRound({ run, runs: runs.length, growth }, countsDecide)),
        settings.partition.rounds === 1 && first?.partCount === partCount ? first.part : null,
      );
      first = run === 0 ? { part: part.slice(), partCount } : null;
      if (best.cost === Infinity) {
        const cut = cutAlongParts(problem, neurons, part, watch);
        if (cut !== null) {
          bestCut = bestCut === null ? cut : cheaper(bestCut, cut);
          if (cut.filling.tracker.clusterCount > FAR_MORE_CORES * partCount) break;
        }
      }
      // Populations that stand together in the file may fill cores exactly; nothing found may be worse.
      const dealt = dealInOrder(graph, plan.limits.maxWeight);
      if (connectivity(graph, dealt, partCount) < best.cost) best = cheaper(best, legal(dealt));
      const { filling, cost, misfits } = legal(part);
      best = cheaper(best, { filling, cost, misfits });
      const used = filling.tracker.clusterCount;
      const wanted = cost === Infinity ? partCount + Math.ceil(partCount / 8) : used;
      if (misfits === 0 || wanted <= partCount || partCount >= usableCores(problem)) break;
      if (best.cost < Infinity && misfits > MANY_MISFITS) break;
      atLeast = Math.min(wanted, usableCores(problem));
    }
    if (!watch.mayGoOn(undefined, best.cost)) break;
    onRun(run, best);
  }
  return best.cost === Infinity && bestCut !== null ? bestCut : best;
}
