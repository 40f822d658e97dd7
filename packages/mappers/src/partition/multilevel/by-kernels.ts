/**
 * An initial partition where cores store every kernel once: each group of kernels that one core can store
 * ({@link kernelGroups}) is bisected by itself into parts of its own, so that no part stores more than it may. Bisection of
 * the whole cuts layers by position, which puts all their kernels on every core.
 *
 * **Source** [ours].
 */
import type { Rng } from '@nmap/kernels';
import { extract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import type { Watch } from '../../watch/watch.ts';
import { recursiveBisection, type InitialOptions } from '../../kway/initial.ts';
import { kernelGroups } from '../../kway/kernel-groups.ts';
import { limitsOfParts, type PartLimits } from '../../kway/state.ts';

/** part[node]; null where there are too few parts for every group to have its own. */
export function byKernels(
  graph: Hypergraph,
  limits: PartLimits,
  options: InitialOptions,
  rng: Rng,
  watch: Watch,
): Uint32Array | null {
  const partCount = limits.maxWeight.length;
  const { groupOf, weight } = kernelGroups(graph, least(limits.maxSynapses));
  const room = least(limits.maxWeight);
  const parts = weight.map((neurons) => Math.max(1, Math.ceil(neurons / room)));
  let spare = partCount - parts.reduce((sum, count) => sum + count, 0);
  if (spare < 0) return null;
  // What is left goes where parts are fullest.
  for (; spare > 0; spare--) {
    let fullest = 0;
    for (let group = 1; group < parts.length; group++)
      if (weight[group] / parts[group] > weight[fullest] / parts[fullest]) fullest = group;
    parts[fullest]++;
  }
  const part = new Uint32Array(graph.nodeCount);
  let first = 0;
  for (const [group, count] of parts.entries()) {
    const { graph: inner, nodes } = extract(graph, groupOf, group);
    const end = first + count;
    const innerPart = recursiveBisection(inner, limitsOfParts(limits, first, end), options, rng, watch);
    for (let node = 0; node < innerPart.length; node++) part[nodes[node]] = first + innerPart[node];
    first = end;
  }
  return part;
}

function least(column: Float64Array): number {
  return column.reduce((a, b) => Math.min(a, b), Infinity);
}
