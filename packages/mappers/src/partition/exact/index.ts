/**
 * partition/exact: the clustering with the fewest packets between cores (spikes times
 * other cores reached, the port included; `interCorePackets`), proven by an integer programme, or the best
 * found within the limit of steps with a lower bound. For certificates on small networks: some 30 neurons.
 *
 * **Source** the formulation follows D. Pohl, A. Young, K. Asifuzzaman, N. Miniskar, J. Vetter, "Mapping Spiking
 * Neural Networks to Heterogeneous Crossbar Architectures using Integer Linear Programming", DATE
 * 2025, arXiv:2503.02033 (its axon sharing and packet objective); solved by GLPK through solver/glpk.ts.
 * **Differs from the paper**
 *  - packets are the only objective; area is not minimised first;
 *  - output axons and fan-out are constraints too, made linear with a large constant for each neuron;
 *  - equal cores are ordered by their lowest neuron, so that a clustering is met once only;
 *  - how many cores are worth modelling is bounded by a merging argument (cluster-slots.ts);
 *  - each source gets the least number of cores its targets can fill as a valid inequality;
 *  - a heuristic solution is a cut-off: the programme asks for strictly fewer packets, and
 *    its infeasibility proves the heuristic optimal.
 * Cost exponential in the worst case. Requires glpk.js (GPL-3.0), loaded when run. Guarantees every limit;
 * statistics `optimal` (1 = proven), `bound` (packets that no clustering undercuts), `packets`, `gap` =
 * (packets - bound) / packets. The same on every machine, proven or not.
 */
import { z } from 'zod';
import { NONE } from '@nmap/kernels';
import { NmapError, type Clustered, type Problem } from '@nmap/ir';
import { failure } from '../../limits/failure.ts';
import { definePass, type PassContext } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { toClustered } from '../../limits/cluster-legally.ts';
import { Filling, chipNeurons } from '../../limits/filling.ts';
import { refuseBlocks } from '../../limits/refuse-blocks.ts';
import { solveProgram } from '../../solver/glpk.ts';
import { clusterSlots } from './cluster-slots.ts';
import { findIncumbent } from './incumbent.ts';
import { buildModel, type Model } from './model.ts';
import { packetBound, packetsBetween } from './packets.ts';

const options = z.strictObject({
  steps: z
    .number()
    .int()
    .min(1)
    .max(1e9)
    .default(200_000)
    .describe(
      'Iterations and nodes of the integer programme, in whole thousands: 200,000 take about a minute. Past them the best clustering so far is returned with its bound.',
    ),
  maxColumns: z
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe(
      'Larger programmes are not attempted: the heuristic clustering is returned with a simple bound.',
    ),
});
export type ExactOptions = z.output<typeof options>;

export async function partitionExact(
  problem: Problem,
  chosen: ExactOptions,
  ctx: PassContext,
): Promise<Clustered> {
  refuseBlocks(problem, 'partition/exact');
  const watch = watchOf(ctx);
  let incumbent: Filling | null = null;
  let refusal: unknown = null;
  try {
    incumbent = findIncumbent(problem, ctx, watch);
  } catch (error) {
    if (!(error instanceof NmapError) || error.kind !== 'not-found') throw error;
    refusal = error;
  }
  let packets = incumbent === null ? Infinity : packetsBetween(problem, incumbent.tracker.clusterOf);
  let bound = packetBound(problem);
  let optimal = packets === bound;
  let isReplayed = false;

  const slots = clusterSlots(problem);
  const columns = slots.length * (chipNeurons(problem).length + problem.network.vertexCount);
  if (!optimal && slots.length > 0 && columns <= chosen.maxColumns) {
    const model = buildModel(problem, slots, packets - 1);
    watch.mayGoOn(undefined, packets);
    const solution = await solveProgram(model.program, { steps: chosen.steps }, watch);
    if (solution.status === 'optimal' || solution.status === 'feasible') {
      incumbent = replay(problem, model, solution.values);
      packets = packetsBetween(problem, incumbent.tracker.clusterOf);
      isReplayed = true;
      optimal = solution.status === 'optimal';
    } else if (solution.status === 'infeasible') {
      // Of units it is no proof: their neurons might fit one by one.
      if (incumbent === null)
        throw problem.network.units === null ? provenInfeasible(problem, slots.length) : refusal;
      optimal = true;
    }
    if (!optimal) {
      const { program } = buildModel(problem, slots, Infinity);
      const relaxed = await solveProgram(program, { steps: chosen.steps, relaxed: true }, watch);
      // The optimum is an integer; the tolerance keeps rounding noise from lifting the bound past it.
      if (relaxed.status === 'optimal')
        bound = Math.max(bound, Math.ceil(relaxed.objective + model.constant - 1e-4));
    }
  }
  if (incumbent === null) throw refusal;
  if (optimal) bound = packets;
  else if (!isReplayed) ctx.fellBack('the start of the search (sequential or greedy, single moves)');
  ctx.stat('packets', packets);
  ctx.stat('bound', bound);
  ctx.stat('optimal', optimal ? 1 : 0);
  ctx.stat('gap', packets === 0 ? 0 : (packets - bound) / packets);
  return toClustered(problem, incumbent);
}

/** The clustering that the solver's values say, through the same exact accounting as any fill. */
function replay(problem: Problem, model: Model, values: Float64Array): Filling {
  const filling = new Filling(problem);
  const clusterOf = new Map<number, number>();
  for (const [index, neuron] of model.neurons.entries()) {
    const slot = model.slotColumns[index].findIndex((column) => column >= 0 && values[column] > 0.5);
    const classId = slot < 0 ? undefined : model.slots[slot];
    if (classId === undefined) throw solverFault(`neuron ${neuron} sits in no cluster`);
    let cluster = clusterOf.get(slot);
    if (cluster === undefined) {
      cluster = filling.tracker.openCluster(classId);
      filling.supply.take(classId);
      clusterOf.set(slot, cluster);
    }
    if (!filling.tracker.fits(neuron, cluster))
      throw solverFault(`neuron ${neuron} breaks a limit of cluster ${cluster}`);
    filling.tracker.add(neuron, cluster);
  }
  if (model.neurons.some((neuron) => filling.tracker.clusterOf[neuron] === NONE))
    throw solverFault('a neuron is left over');
  return filling;
}

function solverFault(message: string): NmapError {
  return failure('internal', {
    code: 'E5101',
    where: 'partition/exact',
    message: `the solver returned an illegal clustering: ${message}.`,
  });
}

function provenInfeasible(problem: Problem, slots: number): NmapError {
  const count = chipNeurons(problem).length;
  return failure('infeasible', {
    code: 'E2901',
    where: 'partition/exact',
    message: `proven by integer programming: no clustering of the ${count} neurons into at most ${slots} cores keeps every limit.`,
    need: count,
    unit: 'neurons',
    hint: 'Use a chip with more or larger cores.',
  });
}

export const exact = definePass({
  name: 'partition/exact',
  summary: 'Fewest packets between cores, proven by integer programming (small networks).',
  paper: 'Pohl et al. 2025, arXiv:2503.02033 (formulation)',
  from: 'lowered',
  to: 'clustered',
  options,
  run: ({ problem }, chosen, ctx) => partitionExact(problem, chosen, ctx),
});
