/**
 * Multilevel k-way hypergraph partitioning under every limit of a core: minimises
 * connectivity, the sum over source neurons of spikes * (cores touched - 1).
 *
 * The phases, in the order they run: {@link neuronGraph}, {@link planParts}, then for each run
 * {@link partitionGraph} (coarsen, recursive bisection, k-way FM, combining, annealing),
 * {@link legalise}; the best legal clustering wins, those in the order of ids and, where limits beyond
 * neurons and synapses exist, the one of {@link growClusters} included; {@link annealLegal} improves it where
 * such limits bind.
 *
 * **Source** G. Karypis, V. Kumar, VLSI Design 11(3), 2000, doi:10.1155/2000/19436;
 * S. Schlag et al., "High-Quality Hypergraph Partitioning", ACM JEA 27, 2022,
 * doi:10.1145/3529090 (KaHyPar); L. Gottesbueren et al., ALENEX 2021,
 * doi:10.1137/1.9781611976472.2 (Mt-KaHyPar); P. Sanders, C. Schulz, ESA 2011.
 * **Differs from the papers** See the README of this folder and the header of each phase.
 */
import { NONE, Rng } from '@nmap/kernels';
import type { Network, Problem } from '@nmap/ir';
import { z } from 'zod';
import { packedGroups } from '../../limits/packed-groups.ts';
import { clusterLegally, simplestLegal, toClustered } from '../../limits/cluster-legally.ts';
import { cutIntoSegments } from '../../limits/contiguous.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { Filling, chipNeurons, nextFit, withoutEmpty } from '../../limits/filling.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { refuseBlocks } from '../../limits/refuse-blocks.ts';
import { definePass } from '../../pass.ts';
import { watchOf, type Watch } from '../../watch/watch.ts';
import { growClusters } from '../../limits/grow-clusters.ts';
import { annealLegal } from './anneal-legal.ts';
import {
  EFFORTS,
  affordableEffort,
  effortOptions,
  nestedEfforts,
  type Effort,
  type EffortOptions,
} from './effort.ts';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import { dealInOrder } from '../../kway/initial.ts';
import { legalise } from '../../kway/legalise.ts';
import { neuronGraph, type NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { partitionGraph } from './partition.ts';
import { planParts } from '../../kway/plan-parts.ts';
import { partOfRound, partOfSchedule } from './share-done.ts';

const NAME = 'partition/multilevel';

/** A clustering on its way, with the cost the runs compete by. */
interface Candidate {
  readonly filling: Filling;
  /** Connectivity; Infinity while neurons are unplaced. */
  readonly cost: number;
  /** Share of the neurons that limits beyond the counts kept out of their part. */
  readonly misfits: number;
}

/** From this share on, limits beyond the counts shape the clusters: partitions that do not know them are no help. */
const MANY_MISFITS = 0.05;
const PATIENCE_OF_GREEDY = 64;
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
    const inOrder = filledInOrder(problem);
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
        const part = asked.part(...partOfSchedule(settings.legal, index));
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

/**
 * Runs with as many parts as the counts ask for, then with as many as the other limits turned out to need.
 * @param runs the effort of each, and `seeds` where its random numbers begin.
 * @param onRun told the best after each run that was not cut short.
 */
async function search(
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
        const misfits = legalise(filling, neurons, part, plan, watch) / graph.nodeCount;
        return { filling, cost: costOf(filling, neurons), misfits };
      };
      // Populations that stand together in the file may fill cores exactly; nothing found may be worse.
      const dealt = dealInOrder(graph, plan.limits.maxWeight);
      if (connectivity(graph, dealt, partCount) < best.cost) best = cheaper(best, legal(dealt));
      const part: Uint32Array = await partitionGraph(
        graph,
        plan.limits,
        settings.partition,
        rng,
        ofPartitions.part(...partOfRound({ run, runs: runs.length, growth }, countsDecide)),
        settings.partition.rounds === 1 && first?.partCount === partCount ? first.part : null,
      );
      first = run === 0 ? { part: part.slice(), partCount } : null;
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
  return best;
}

/** Whether no limit beyond the counts shaped the clusters, so that no search under those limits follows. */
function isFinal(problem: Problem, { cost, misfits }: Candidate): boolean {
  return cost < Infinity && (misfits === 0 || !hasHardLimits(problem));
}

function cheaper(a: Candidate, b: Candidate): Candidate {
  return b.cost < a.cost ? b : a;
}

/** What the partition must never be worse than: neurons in order; grown clusters where other limits may bind. */
function simpleStart(problem: Problem, inOrder: Filling, neurons: NeuronGraph, watch: Watch): Candidate {
  const cost = costOf(inOrder, neurons);
  if (!hasHardLimits(problem)) return { filling: inOrder, cost, misfits: 1 };
  const isLegal = cost < Infinity;
  const packed = packedGroups(problem);
  if (packed !== null) {
    // A network that was split for limits on axons brings a clustering that keeps them, the best of simple ones.
    const groups = new Filling(problem);
    nextFit(groups, packed.order, packed.groupOf);
    const costOfGroups = costOf(groups, neurons);
    if (costOfGroups < Infinity)
      return cheaper(
        { filling: inOrder, cost, misfits: 1 },
        { filling: groups, cost: costOfGroups, misfits: 1 },
      );
  }
  if (isLegal && !watch.mayGoOn(undefined, cost)) return { filling: inOrder, cost, misfits: 1 };
  const grown = new Filling(problem, isLegal ? { hurriedWork: 0 } : {});
  // How far the start is says nothing about the search after it.
  const untold = watch.withoutShare();
  growClusters(problem, grown, PATIENCE_OF_GREEDY, isLegal ? untold : untold.untilGivenUp());
  const costOfGrown = costOf(grown, neurons);
  return cheaper({ filling: inOrder, cost, misfits: 1 }, { filling: grown, cost: costOfGrown, misfits: 1 });
}

/**
 * Next-fit by id. With one class of core and no limit on outputs it is a cut into segments, found without counting
 * which cluster hears which source: on ten million synapses in a fifth of the time.
 */
function filledInOrder(problem: Problem): Filling {
  const filling = new Filling(problem);
  const chip = chipNeurons(problem);
  if (usableCores(problem) === 0) return filling;
  const { tracker, supply } = filling;
  const isCut = supply.order.length === 1 && !tracker.limitsOutputs;
  const segments = isCut ? cutIntoSegments(problem, chip, null, Infinity) : null;
  if (segments === null) {
    nextFit(filling, chip);
    return filling;
  }
  for (const { classId, from, to } of segments) {
    const cluster = tracker.openCluster(classId);
    supply.take(classId);
    for (let i = from; i < to; i++) tracker.add(chip[i], cluster);
  }
  return filling;
}

function setUpMs({ vertexCount, outTarget }: Network): number {
  return 1e-6 * (SET_UP_NEURON_NS * vertexCount + SET_UP_PIN_NS * outTarget.length);
}

function isComplete({ tracker }: Filling, problem: Problem): boolean {
  return chipNeurons(problem).every((neuron) => tracker.clusterOf[neuron] !== NONE);
}

/** Connectivity, or Infinity where a neuron has no cluster. */
function costOf(filling: Filling, { graph, neuronOf }: NeuronGraph): number {
  const part = new Uint32Array(graph.nodeCount);
  for (let node = 0; node < part.length; node++) {
    part[node] = filling.tracker.clusterOf[neuronOf[node]]!;
    if (part[node] === NONE) return Infinity;
  }
  return connectivity(graph, part, filling.tracker.clusterCount);
}

/** Limits that the gain table does not count. */
function hasHardLimits(problem: Problem): boolean {
  return problem.target.classes.some(
    ({ limits }) =>
      limits.inputAxons !== null ||
      limits.outputAxons !== null ||
      limits.fanOutCoresPerNeuron !== null ||
      limits.fanInPerNeuron !== null,
  );
}
