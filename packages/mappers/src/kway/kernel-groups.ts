/**
 * Nodes that can share cores without storing too much, where every core stores a kernel once: nodes with the same kernels,
 * and after them those with the next kernels, as long as one core can store all of them. Kernels are numbered by
 * projection, so a group is a layer, or a range of its output channels. Nodes without kernels are a group of their own,
 * the last. O(nodes log nodes).
 */
import type { Hypergraph } from '../hierarchy/hypergraph.ts';

export interface KernelGroups {
  /** groupOf[node]. */
  readonly groupOf: Uint32Array;
  /** weight[group] = its neurons. */
  readonly weight: readonly number[];
}

/** @param most weights that one core can store. */
export function kernelGroups({ nodeCount, nodeWeight, kernels }: Hypergraph, most: number): KernelGroups {
  if (kernels === null) return { groupOf: new Uint32Array(nodeCount), weight: [sum(nodeWeight)] };
  const { start, kernel, entries } = kernels;
  const setOf = (node: number): Uint32Array => kernel.subarray(start[node], start[node + 1]);
  const order = Array.from({ length: nodeCount }, (_, node) => node).sort(
    (a, b) => compareSets(setOf(a), setOf(b)) || a - b,
  );
  const groupOf = new Uint32Array(nodeCount);
  const weight: number[] = [];
  let held = new Set<number>();
  let stored = 0;
  let isFree = false;
  for (const node of order) {
    const own = setOf(node);
    let more = 0;
    for (const each of own) if (!held.has(each)) more += entries[each];
    if (weight.length === 0 || stored + more > most || isFree !== (own.length === 0)) {
      weight.push(0);
      held = new Set();
      stored = 0;
      isFree = own.length === 0;
    }
    for (const each of own) {
      if (held.has(each)) continue;
      held.add(each);
      stored += entries[each];
    }
    groupOf[node] = weight.length - 1;
    weight[weight.length - 1] += nodeWeight[node];
  }
  return { groupOf, weight };
}

/** By the first kernel that differs; without kernels last. */
function compareSets(a: Uint32Array, b: Uint32Array): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let k = 0; k < a.length && k < b.length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return a.length - b.length;
}

function sum(column: Uint32Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}
