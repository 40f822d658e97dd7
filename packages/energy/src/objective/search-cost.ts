/**
 * What a search minimises, from scratch: the oracle that every incremental kernel of the mappers is held against.
 * Linear terms are exact counts; the largest load is replaced by a norm of all loads, which tells a descent of the second
 * largest as well ({@link normOf}).
 */
import type { Clustered, Problem, Target } from '@nmap/ir';
import { countEvents } from '../counts/count-events.ts';
import type { Counts } from '../counts/counts.ts';
import { groundOf } from '../counts/groundwork.ts';
import { portOf, stepsOf } from '../counts/parts.ts';
import { meanWork, windowWork } from '../step-time/mean-step.ts';
import {
  fullBarrierNs,
  generationNs,
  processingNs,
  searchNsOf,
  stepNsOf,
  type StepLoads,
} from '../step-time/step-time.ts';
import { workOf } from './placement-costs.ts';
import { resolveObjective } from './resolve.ts';
import type { SearchPrices } from './search-prices.ts';

/**
 * O(synapses + hops).
 * @param partOf partOf[vertex] = core, or `portOf(target)` for an external one.
 * @returns in the unit of the objective; Infinity where dead links cut packets off.
 */
export function searchCost(
  problem: Problem,
  partOf: Uint32Array,
  prices: SearchPrices = resolveObjective(problem).prices,
): number {
  const { target } = problem;
  const ground = groundOf(problem, partOf);
  const counts = countEvents(problem, partOf, ground);
  if (counts.unreachablePackets > 0) return Infinity;
  let sum = linearCost(counts, target.multicast === 'tree', prices);
  if (prices.perBusiestLink > 0) sum += prices.perBusiestLink * normOf(counts.linkLoads);
  const step = prices.perStepNs;
  if (step === null) return sum;
  const port = portOf(target);
  const coresNs = normOfWork(windowWork(problem, partOf, port, ground.reach), target, counts.steps);
  const { usedCores, usedTiles, usedChips } = counts;
  const perNs = step.always + usedCores * step.perCore + usedTiles * step.perTile + usedChips * step.perChip;
  return sum + perNs * (coresNs + fullBarrierNs(stepNsOf(target)));
}

/** Norm of what each core of a placement of these clusters takes in the average step, ns. */
export function coresNormNs(clustered: Clustered): number {
  const { target } = clustered.problem;
  return normOfWork(workOf(clustered), target, stepsOf(clustered.problem.network));
}

/** Generation and processing of every part but the port, the last. */
function normOfWork(work: StepLoads, target: Target, steps: number): number {
  const ns = searchNsOf(target);
  const mean = meanWork(work, steps);
  const times: number[] = [];
  for (let part = 0; part + 1 < work.spikes.length; part++)
    times.push(generationNs(ns, mean, part), processingNs(ns, mean, part));
  return normOf(times);
}

function linearCost(counts: Counts, trees: boolean, prices: SearchPrices): number {
  let sum =
    (trees ? counts.trees : counts.packets) * prices.perPacket +
    counts.packets * prices.perDelivery +
    counts.localDeliveries * prices.perLocalDelivery +
    counts.routersVisited * prices.perRouter +
    counts.usedCores * prices.perCore +
    counts.usedTiles * prices.perTile +
    counts.usedChips * prices.perChip;
  for (let k = 0; k < counts.hopsByClass.length; k++) sum += counts.hopsByClass[k] * prices.perLinkClass[k];
  return sum;
}

/** Loads count by this power: of 100 equal loads the norm is 1.15 of the largest. A power of two, for exact roots. */
const SQUARINGS = 5;

/** (sum of load^32)^(1/32). */
function normOf(loads: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < loads.length; k++) sum += powerOf(loads[k]);
  return rootOf(sum);
}

export function powerOf(load: number): number {
  let power = load;
  for (let k = 0; k < SQUARINGS; k++) power *= power;
  return power;
}

export function rootOf(sum: number): number {
  let root = sum;
  for (let k = 0; k < SQUARINGS; k++) root = Math.sqrt(root);
  return root;
}
