import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import { pricePerHop } from '../../place/common/hop-prices.ts';
import { tileDistance } from '../../place/common/tile-distance.ts';
import type { Cut } from './cut-along-hierarchy.ts';

/**
 * The core of each cluster: that for which most of its neurons were cut; a cluster of what fitted nowhere, or one whose core another has,
 * the nearest free one of its class. Clusters with more of theirs choose first. O(neurons + such clusters x cores).
 * @returns coreOf[cluster], injective.
 */
export function proposeCores(clustered: Clustered, { neuronOf }: NeuronGraph, cut: Cut): Uint32Array {
  const { problem, clusterCount } = clustered;
  const { target } = problem;
  const clusterOf = raw(clustered.clusterOf);
  const votes = Array.from({ length: clusterCount }, () => new Map<number, number>());
  for (let node = 0; node < neuronOf.length; node++) {
    const of = votes[clusterOf[neuronOf[node]]];
    of.set(cut.part[node], (of.get(cut.part[node]) ?? 0) + 1);
  }
  const ballots = votes.map((of, cluster) => {
    const [[part, count]] = [...of].sort(([a, m], [b, n]) => n - m || a - b);
    return { cluster, part, count };
  });
  const coreOf = new Uint32Array(clusterCount).fill(NONE);
  const isTaken = Uint8Array.from(target.dead);
  const late: { readonly cluster: number; readonly wish: number }[] = [];
  for (const { cluster, part } of ballots.sort((a, b) => b.count - a.count || a.cluster - b.cluster)) {
    const wish = cut.coreOf[part];
    if (isTaken[wish] === 0 && raw(target.classOf)[wish] === raw(clustered.classOf)[cluster]) {
      coreOf[cluster] = wish;
      isTaken[wish] = 1;
    } else late.push({ cluster, wish });
  }
  const distance = tileDistance(target, pricePerHop(problem));
  const tileOf = raw(target.tileOf);
  for (const { cluster, wish } of late) {
    let nearest: number = NONE;
    let least = Infinity;
    for (let core = 0; core < target.coreCount; core++) {
      if (isTaken[core] === 1 || raw(target.classOf)[core] !== raw(clustered.classOf)[cluster]) continue;
      const way = distance.between(tileOf[wish], tileOf[core]);
      if (way < least) [nearest, least] = [core, way];
    }
    coreOf[cluster] = nearest;
    isTaken[nearest] = 1;
  }
  return coreOf;
}
