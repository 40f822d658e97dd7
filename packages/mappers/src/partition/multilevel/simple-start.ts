import type { Problem } from '@nmap/ir';
import type { NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { Filling, nextFit } from '../../limits/filling.ts';
import { growClusters } from '../../limits/grow-clusters.ts';
import { packedGroups } from '../../limits/packed-groups.ts';
import type { Watch } from '../../watch/watch.ts';
import { cheaper, costOf, hasHardLimits, type Candidate } from './candidate.ts';

const PATIENCE_OF_GREEDY = 64;

/** What the partition must never be worse than: neurons in order; grown clusters where other limits may bind. */
export function simpleStart(
  problem: Problem,
  inOrder: Filling,
  neurons: NeuronGraph,
  watch: Watch,
): Candidate {
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
