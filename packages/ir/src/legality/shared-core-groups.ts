import { NONE } from '@nmap/kernels';
import type { Network } from '../network.ts';
import type { CoreClass } from '../target.ts';

/** Neurons that have to share a core because some neuron reaches all of them, and may reach one core only. */
export interface SharedCoreGroups {
  /** groupOf[vertex]: dense from 0 in the order of the first vertex; NONE for external ones. */
  readonly groupOf: Uint32Array;
  readonly groupCount: number;
}

/**
 * The transitive groups of co-targets, where every class of core lets a neuron reach a single core, its own counted
 * (`fanOutCoresPerNeuron: 1` with `fanOutCountsOwnCore`); null where some class allows more. Targets of external sources
 * are not tied: a port has no such limit. O(vertices + targets).
 */
export function sharedCoreGroups(network: Network, classes: readonly CoreClass[]): SharedCoreGroups | null {
  const single = ({ limits, fanOutCountsOwnCore }: CoreClass): boolean =>
    fanOutCountsOwnCore === true && limits.fanOutCoresPerNeuron === 1;
  if (classes.length === 0 || !classes.every(single)) return null;
  const { vertexCount, outStart, outTarget, external } = network;
  const parent = Uint32Array.from({ length: vertexCount }, (_, u) => u);
  const rootOf = (u: number): number => {
    let root = u;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  for (let u = 0; u < vertexCount; u++) {
    if (external[u] !== 0) continue;
    let first = NONE;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const v = outTarget[e];
      if (external[v] !== 0) continue;
      if (first === NONE) first = v;
      else {
        const [a, b] = [rootOf(first), rootOf(v)];
        // The lower one stays the root, so that groups are numbered by their first vertex.
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  joinBlocks(network, (a, b) => {
    const [rootA, rootB] = [rootOf(a), rootOf(b)];
    if (rootA !== rootB) parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  });
  const groupOf = new Uint32Array(vertexCount).fill(NONE);
  let groupCount = 0;
  for (let u = 0; u < vertexCount; u++) {
    if (external[u] !== 0) continue;
    const root = rootOf(u);
    if (root === u) groupOf[u] = groupCount++;
    else groupOf[u] = groupOf[root];
  }
  return { groupOf, groupCount };
}

/** Vertices of a block share a core anyway. */
function joinBlocks({ units, vertexCount }: Network, join: (a: number, b: number) => void): void {
  const blockOf = units?.blockOf ?? null;
  if (blockOf === null) return;
  const firstOf = new Map<number, number>();
  for (let u = 0; u < vertexCount; u++) {
    const first = firstOf.get(blockOf[u]);
    if (first === undefined) firstOf.set(blockOf[u], u);
    else join(first, u);
  }
}
