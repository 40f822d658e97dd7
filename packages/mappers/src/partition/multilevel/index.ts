/**
 * Multilevel k-way hypergraph partitioning under every limit of a core: minimises
 * connectivity, the sum over source neurons of spikes * (cores touched - 1).
 *
 * The phases, in the order they run: {@link neuronGraph}, {@link planParts}, then for each run
 * {@link partitionGraph} (coarsen, recursive bisection, k-way FM, combining, annealing),
 * {@link legalise}, or {@link cutAlongParts} where that ends with neurons left over; the best legal clustering wins, those in the order of ids and, where limits beyond
 * neurons and synapses exist, the one of {@link growClusters} included; {@link annealLegal} improves it where
 * such limits bind.
 *
 * **Source** G. Karypis, V. Kumar, VLSI Design 11(3), 2000, doi:10.1155/2000/19436;
 * S. Schlag et al., "High-Quality Hypergraph Partitioning", ACM JEA 27, 2022,
 * doi:10.1145/3529090 (KaHyPar); L. Gottesbueren et al., ALENEX 2021,
 * doi:10.1137/1.9781611976472.2 (Mt-KaHyPar); P. Sanders, C. Schulz, ESA 2011.
 * **Differs from the papers** See the README of this folder and the header of each phase.
 */
import { NONE } from '@nmap/kernels';
import type { Network, Problem } from '@nmap/ir';
import { z } from 'zod';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { clusterLegally, simplestLegal, toClustered } from '../../limits/cluster-legally.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { chipNeurons, nextFit, withoutEmpty, type Filling } from '../../limits/filling.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { refuseBlocks } from '../../limits/refuse-blocks.ts';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { annealLegal } from './anneal-legal.ts';
import { costOf, hasHardLimits, type Candidate } from './candidate.ts';
import { EFFORTS, affordableEffort, effortOptions, nestedEfforts, type Effort } from './effort.ts';
import { fillInOrder } from './fill-in-order.ts';
import { search } from './search.ts';
import { partOfSchedule } from './share-done.ts';
import { simpleStart } from './simple-start.ts';

const NAME = 'partition/multilevel';

/** The graph and the first coarsening, before the search can be asked to stop; on 10^6 neurons with 8 targets each, rounded up. */
const SET_UP_NEURON_NS = 500;
const SET_UP_PIN_NS = 300;

export const multilevel = definePass({
  name: NAME,
  summary: 'Multilevel k-way hypergraph partitioning with exact gains under every limit of a core.',
  paper: 'Karypis & Kumar 2000; Schlag et al. 2022 (KaHyPar); Gottesbueren et al. 2021 (Mt-KaHyPar)',
  from: 'lowered',
  to: 'clustered',
  options: z.strictObject({
    effort: z
      .enum(EFFORTS)
      .default('default')
      .describe(
        'How long to search. fast: one partition, a little annealing; default: that one and another, combined; best: sixteen, combined on the finest level, and twenty times the annealing.',
      ),
    slack: z
      .number()
      .min(0)
      .max(1)
      .default(0.02)
      .describe(
        'Share of neurons and synapses that the number of cores leaves free where the chip has room.',
      ),
    runs: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe('Independent runs, the best kept; 0 = as the effort says.'),
  }),
  async run({ problem }, options, ctx) {
    refuseBlocks(problem, NAME);
    const effort = affordableEffort(options.effort, problem.network);
    const nested = nestedEfforts(effort, problem.network);
    const seeds = Array.from({ length: nested.length + (options.runs || 1) - 1 }, () => ctx.rng.uint32());
    const nameOf = (each: Effort): string => [NAME, each, options.slack, seeds[0]].join();
    const known = options.runs === 0 ? ctx.left?.get(nameOf(effort)) : undefined;
    if (known !== undefined) return known;
    const inOrder = fillInOrder(problem);
    // The graph alone takes seconds for millions of synapses.
    if (ctx.affords?.(setUpMs(problem.network)) === false && isComplete(inOrder, problem)) {
      ctx.fellBack('next-fit(order=given)');
      return toClustered(problem, inOrder);
    }
    const neurons = neuronGraph(problem.network, sharedKernelsOf(problem));
    const watch = watchOf(ctx);
    let best = simpleStart(problem, inOrder, neurons, watch);
    // Kept for the case that the search ends in nothing legal, and never compared with what it finds.
    const safe = ctx.giveUp === undefined || best.cost < Infinity ? null : simplestLegal(problem, watch);
    // A legal state exists already, or will after the first run: the end may come at any time.
    const asked = safe === null && best.cost === Infinity ? watch.untilGivenUp() : watch;
    const efforts = nested.map((each) => effortOptions(each));
    const settings = efforts[efforts.length - 1];
    const again = Array.from({ length: (options.runs || settings.runs) - 1 }, () => settings);
    if (usableCores(problem) > 0 && neurons.graph.nodeCount > 0) {
      best = await search(
        problem,
        neurons,
        options.slack,
        [...efforts, ...again].map((each) => ({
          ...each,
          partition: { ...each.partition, threads: ctx.threads },
        })),
        best,
        seeds,
        asked,
        (run, found) => {
          // What the shorter effort alone would end with: nothing comes after its search.
          if (run + 1 < nested.length && isFinal(problem, found))
            ctx.left?.set(nameOf(nested[run]), toClustered(problem, found.filling));
        },
      );
    }
    const makers: string[] = safe === null ? [] : [safe.name];
    const isSearched = best.cost < Infinity;
    if (!isSearched) {
      const fill = (filling: Filling): void => void nextFit(filling, chipNeurons(problem));
      const told = { ...ctx, fellBack: (maker: string) => void makers.push(maker) };
      const found = safe?.filling ?? clusterLegally(problem, NAME, told, fill, watch);
      best = { filling: found, cost: costOf(found, neurons), misfits: 1 };
    }
    const costOfStart = best.cost;
    // Asked first: to count the axons alone takes seconds for ten million synapses.
    if (!isFinal(problem, best) && asked.mayGoOn(undefined, best.cost)) {
      for (const [index, schedule] of settings.legal.entries()) {
        // What annealing tells is a difference to the start.
        const part = asked.part(...partOfSchedule(settings.legal, index)).withoutCost();
        annealLegal(best.filling, chipNeurons(problem), schedule, ctx.rng, part);
      }
      const filling = withoutEmpty(problem, best.filling);
      best = { ...best, filling, cost: costOf(filling, neurons) };
    }
    // What annealing made of it is the pass's own; what it left as it was is not.
    if (!isSearched && best.cost >= costOfStart && makers.length > 0) ctx.fellBack(makers[0]);
    ctx.stat('connectivity', best.cost);
    const found = toClustered(problem, best.filling);
    // A preset that is run alone asks for the same again.
    if (options.runs === 0 && effort !== options.effort && !asked.isOver)
      ctx.left?.set(nameOf(effort), found);
    return found;
  },
});

/** Whether no limit beyond the counts shaped the clusters, so that no search under those limits follows. */
function isFinal(problem: Problem, { cost, misfits }: Candidate): boolean {
  return cost < Infinity && (misfits === 0 || !hasHardLimits(problem));
}

function setUpMs({ vertexCount, outTarget }: Network): number {
  return 1e-6 * (SET_UP_NEURON_NS * vertexCount + SET_UP_PIN_NS * outTarget.length);
}

function isComplete({ tracker }: Filling, problem: Problem): boolean {
  return chipNeurons(problem).every((neuron) => tracker.clusterOf[neuron] !== NONE);
}
