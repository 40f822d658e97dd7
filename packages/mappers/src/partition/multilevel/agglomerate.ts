/**
 * An initial partition from below: nodes are joined until clusters fill parts, the clusters
 * are packed, heaviest first, and the levels in between are refined. Finds groups that
 * fill a core exactly, which bisection, deciding from above, cuts through.
 *
 * **Source** [ours]; joining as in `coarsen.ts`.
 */
import type { Rng } from '@nmap/kernels';
import { coarsen } from '../../hierarchy/coarsen.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import { project, uncoarsen } from '../../hierarchy/levels.ts';
import { rebalance } from '../../kway/rebalance.ts';
import { refineKway, type FmOptions } from '../../kway/refine-kway.ts';
import { KernelCounts } from '../../limits/kernel-counts.ts';
import { PartitionState, type PartLimits } from '../../kway/state.ts';

/** part[node]; may be over its limits where the clusters do not pack. */
export function agglomerate(
  graph: Hypergraph,
  limits: PartLimits,
  options: { readonly maxRatedNetSize: number; readonly fm: FmOptions },
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const partCount = limits.maxWeight.length;
  const smallest = limits.maxWeight.reduce((a, b) => Math.min(a, b), Infinity);
  const even = Math.ceil(graph.totalWeight / partCount);
  const { graphs, coarseOf } = coarsen(
    graph,
    {
      nodeLimit: partCount,
      maxNodeWeight: smallest < Infinity ? smallest : even,
      maxNodeSynapses: limits.maxSynapses.reduce((a, b) => Math.min(a, b), Infinity),
      maxRatedNetSize: options.maxRatedNetSize,
      shrinkFactor: 1.8,
    },
    rng,
    watch,
  );
  return uncoarsen(
    coarseOf.length,
    pack(graphs[coarseOf.length], limits),
    (part, level) => {
      const state = new PartitionState(graphs[level], partCount, part, limits);
      rebalance(state, watch);
      refineKway(state, options.fm, rng, watch);
      return state.part;
    },
    (part, level) => project(part, coarseOf[level]),
  );
}

/** Heaviest cluster first, into the part that it shares most net weight with among those with room, else the emptiest. */
function pack(graph: Hypergraph, limits: PartLimits): Uint32Array {
  const partCount = limits.maxWeight.length;
  const { nodeCount, nodeWeight, nodeSynapses, netStart, nets, pinStart, pins, netWeight } = graph;
  const order = Array.from({ length: nodeCount }, (_, node) => node).sort(
    (a, b) => nodeWeight[b] - nodeWeight[a] || a - b,
  );
  const part = new Uint32Array(nodeCount).fill(partCount);
  const weight = new Float64Array(partCount);
  const synapses = new Float64Array(partCount);
  const kernels = graph.kernels === null ? null : new KernelCounts(graph.kernels, partCount);
  const shared = new Float64Array(partCount);
  for (const node of order) {
    shared.fill(0);
    for (let j = netStart[node]; j < netStart[node + 1]; j++) {
      const net = nets[j];
      const share = netWeight[net] / (pinStart[net + 1] - pinStart[net] - 1);
      for (let i = pinStart[net]; i < pinStart[net + 1]; i++) {
        const p = part[pins[i]];
        if (p < partCount) shared[p] += share;
      }
    }
    let best = -1;
    let emptiest = 0;
    for (let p = 0; p < partCount; p++) {
      if (limits.maxWeight[p] - weight[p] > limits.maxWeight[emptiest] - weight[emptiest]) emptiest = p;
      if (weight[p] + nodeWeight[node] > limits.maxWeight[p]) continue;
      const load =
        kernels === null || limits.sharesKernels[p] === 0
          ? synapses[p] + nodeSynapses[node]
          : kernels.storedWith(node, p);
      if (load > limits.maxSynapses[p]) continue;
      if (best < 0 || shared[p] > shared[best] || (shared[p] === shared[best] && weight[p] < weight[best]))
        best = p;
    }
    if (best < 0) best = emptiest;
    part[node] = best;
    weight[best] += nodeWeight[node];
    synapses[best] += nodeSynapses[node];
    kernels?.add(node, best);
  }
  return part;
}
