/**
 * Multilevel k-way hypergraph partitioning under every limit of a core: minimises
 * connectivity, the sum over source neurons of spikes * (cores touched - 1).
 *
 * The phases, in the order they run: {@link neuronGraph}, {@link planParts}, then for each run
 * {@link partitionGraph} (coarsen, recursive bisection, k-way FM), V-cycles,
 * {@link legalise}, {@link refineLegal}; the best legal clustering wins, the
 * sequential one included.
 *
 * **Source** G. Karypis, V. Kumar, VLSI Design 11(3), 2000, doi:10.1155/2000/19436;
 * S. Schlag et al., "High-Quality Hypergraph Partitioning", ACM JEA 27, 2022,
 * doi:10.1145/3529090 (KaHyPar); L. Gottesbueren et al., ALENEX 2021,
 * doi:10.1137/1.9781611976472.2 (Mt-KaHyPar); P. Sanders, C. Schulz, ESA 2011.
 * **Differs from the papers** See the README of this folder and the header of each phase.
 */
import { NONE, Rng } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { z } from 'zod';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';
import { definePass } from '../../pass.ts';
import { EFFORTS, affordableEffort, effortOptions, type EffortOptions } from './effort.ts';
import { connectivity } from './hypergraph.ts';
import { legalise } from './legalise.ts';
import { neuronGraph, type NeuronGraph } from './neuron-graph.ts';
import { fitsGainTable, partitionGraph } from './partition.ts';
import { planParts } from './plan-parts.ts';
import { refineLegal } from './refine-legal.ts';
import { multilevelCycle } from './vcycle.ts';

const NAME = 'partition/multilevel';

/** A clustering on its way, with the cost the runs compete by. */
interface Candidate {
  readonly filling: Filling;
  /** Connectivity; Infinity while neurons are unplaced. */
  readonly cost: number;
}

export const multilevel = definePass({
  name: NAME,
  summary: 'Multilevel k-way hypergraph partitioning with exact gains under every limit of a core.',
  paper: 'Karypis & Kumar 2000; Schlag et al. 2022 (KaHyPar); Gottesbueren et al. 2021 (Mt-KaHyPar)',
  from: 'lowered',
  to: 'clustered',
  options: z.strictObject({
    effort: z.enum(EFFORTS).default('default').describe('How long to search: fast, default or best.'),
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
  run({ problem }, options, ctx) {
    const neurons = neuronGraph(problem.network);
    let best = sequential(problem, neurons);
    let stopped = false;
    // A legal state exists already, or will after the first run: the end may come at any time.
    const keepGoing = (): boolean => {
      stopped ||= ctx.progress(0, best.cost < Infinity ? best.cost : undefined) === 'stop';
      return !stopped;
    };
    const settings = effortOptions(affordableEffort(options.effort, problem.network), keepGoing);
    if (usableCores(problem) > 0 && neurons.graph.nodeCount > 0) {
      best = search(
        problem,
        neurons,
        options.slack,
        options.runs || settings.runs,
        settings,
        best,
        keepGoing,
        ctx.rng,
      );
    }
    if (best.cost === Infinity) {
      const found = clusterLegally(
        problem,
        NAME,
        ctx,
        (filling) => void nextFit(filling, chipNeurons(problem)),
      );
      if (hasHardLimits(problem)) improve(found, neurons, settings, ctx.rng);
      best = { filling: found, cost: costOf(found, neurons) };
    }
    ctx.stat('connectivity', best.cost);
    return toClustered(problem, best.filling);
  },
});

/** Runs with as many parts as the counts ask for, then with as many as the other limits turned out to need. */
function search(
  problem: Problem,
  neurons: NeuronGraph,
  slack: number,
  runs: number,
  settings: EffortOptions,
  start: Candidate,
  keepGoing: () => boolean,
  rngOfPass: Rng,
): Candidate {
  const { graph } = neurons;
  const hard = hasHardLimits(problem);
  let best = start;
  let atLeast = 1;
  for (let run = 0; run < runs; run++) {
    const rng = new Rng(rngOfPass.uint32());
    for (let growth = 0; growth < settings.growths; growth++) {
      const plan = planParts(problem, graph, slack, atLeast);
      const partCount = plan.classOf.length;
      let part = partitionGraph(graph, plan.limits, settings.cycle, rng);
      if (partCount > 1 && fitsGainTable(graph, partCount)) {
        for (let cycle = 0; cycle < settings.vcycles && keepGoing(); cycle++) {
          part = multilevelCycle(graph, plan.limits, settings.cycle, rng, part).part;
        }
      }
      const filling = new Filling(problem);
      const misfits = legalise(filling, neurons, part, plan);
      if (hard && costOf(filling, neurons) < Infinity) improve(filling, neurons, settings, rng);
      const cost = costOf(filling, neurons);
      if (cost < best.cost) best = { filling, cost };
      const used = filling.tracker.clusterCount;
      const wanted = cost === Infinity ? partCount + Math.ceil(partCount / 8) : used;
      if (misfits === 0 || wanted <= partCount || partCount >= usableCores(problem)) break;
      atLeast = Math.min(wanted, usableCores(problem));
    }
    if (!keepGoing()) break;
  }
  return best;
}

function improve(filling: Filling, neurons: NeuronGraph, settings: EffortOptions, rng: Rng): void {
  if (fitsGainTable(neurons.graph, filling.tracker.clusterCount)) {
    refineLegal(filling, neurons, settings.legalRounds, rng);
  }
}

/** What the partition must never be worse than. */
function sequential(problem: Problem, neurons: NeuronGraph): Candidate {
  const filling = new Filling(problem);
  if (usableCores(problem) > 0) nextFit(filling, chipNeurons(problem));
  return { filling, cost: costOf(filling, neurons) };
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
