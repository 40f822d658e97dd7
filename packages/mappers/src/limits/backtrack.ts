/**
 * Complete search for a legal clustering of a small network: depth first over the
 * neurons, hardest first, each into every cluster that takes it and into one new cluster of each class.
 *
 * Loads only grow while neurons are added, so a cluster over a limit cuts off all that
 * lies below. Found or exhausted within the budget, the answer is final; past it nothing
 * is known. Never uses the objective.
 */
import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { Filling } from './filling.ts';
import { heaviestFirst } from './orders.ts';

export interface SearchResult {
  readonly filling: Filling | null;
  /** True where the search was complete: no legal clustering exists if `filling` is null. */
  readonly exhausted: boolean;
}

/** @param budget neuron-cluster questions asked at most */
export function backtrack(problem: Problem, budget: number): SearchResult {
  const filling = new Filling(problem);
  const { tracker, supply } = filling;
  const order = heaviestFirst(problem);
  let questions = 0;

  const search = (depth: number): boolean => {
    if (depth === order.length) return true;
    const neuron = order[depth];
    for (const cluster of byShared(filling, neuron)) {
      if (++questions > budget) return false;
      if (!tracker.fits(neuron, cluster)) continue;
      tracker.add(neuron, cluster);
      if (search(depth + 1)) return true;
      tracker.remove(neuron);
    }
    for (const classId of supply.order) {
      if (!supply.has(classId)) continue;
      if (++questions > budget) return false;
      const cluster = tracker.openCluster(classId);
      if (tracker.fits(neuron, cluster)) {
        supply.take(classId);
        tracker.add(neuron, cluster);
        if (search(depth + 1)) return true;
        tracker.remove(neuron);
        supply.giveBack(classId);
      }
      tracker.closeCluster();
    }
    return false;
  };

  const found = search(0);
  return { filling: found ? filling : null, exhausted: found || questions <= budget };
}

/** Clusters, those that hear most of the neuron's sources first, ties to the lowest. */
function byShared({ tracker }: Filling, neuron: number): readonly number[] {
  const order: number[] = [];
  const shared: number[] = [];
  // Few clusters, asked at every step: each is put in its place among those before it.
  for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
    const heard = tracker.sharedAxons(neuron, cluster);
    let at = cluster;
    for (; at > 0 && shared[at - 1] < heard; at--) {
      shared[at] = shared[at - 1];
      order[at] = order[at - 1];
    }
    shared[at] = heard;
    order[at] = cluster;
  }
  return order;
}

/** How many neurons are not placed. */
export function unplacedCount(filling: Filling, order: Uint32Array): number {
  let count = 0;
  for (const neuron of order) if (filling.tracker.clusterOf[neuron] === NONE) count++;
  return count;
}
