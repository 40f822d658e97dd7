import { NONE } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { FlowGraph } from '../common/flow-graph.ts';
import { matchPairs } from './match.ts';

/** A graph of groups of clusters: every group but one of a class has the same number of clusters. */
export interface Level {
  readonly flow: FlowGraph;
  readonly classOf: Uint32Array;
  /** single[group] = 1: has fewer clusters than the others. */
  readonly single: Uint8Array;
  /** groups of the finer level that a group is made of: members[2 * group], and [2 * group + 1] or NONE. */
  readonly members: Uint32Array;
}

/**
 * Joins pairs of clusters: traffic between groups is summed, within a group it is dropped. O(edges).
 * @returns null where told to stop.
 */
export function coarsen({ flow, classOf, single }: Level, watch: Watch): Level | null {
  const n = flow.clusterCount;
  const mate = matchPairs(flow, classOf, single, watch);
  if (watch.isOver) return null;
  const groupOf = new Uint32Array(n + 1);
  let count = 0;
  for (let c = 0; c < n; c++) if (mate[c] >= c) groupOf[c] = groupOf[mate[c]] = count++;
  groupOf[n] = count;
  const members = new Uint32Array(2 * count);
  const coarseClass = new Uint32Array(count);
  const coarseSingle = new Uint8Array(count);
  for (let c = 0; c < n; c++) {
    const group = groupOf[c];
    if (mate[c] < c) continue;
    members[2 * group] = c;
    members[2 * group + 1] = mate[c] === c ? NONE : mate[c];
    coarseClass[group] = classOf[c]!;
    coarseSingle[group] = mate[c] === c || single[c] === 1 || single[mate[c]] === 1 ? 1 : 0;
  }
  return {
    flow: contract(flow, groupOf, members, count),
    classOf: coarseClass,
    single: coarseSingle,
    members,
  };
}

function contract(flow: FlowGraph, groupOf: Uint32Array, members: Uint32Array, count: number): FlowGraph {
  const start = new Uint32Array(count + 1);
  // A sum of two rows has no more entries than the two.
  const neighbor = new Uint32Array(flow.neighbor.length);
  const out = new Float64Array(flow.neighbor.length);
  const into = new Float64Array(flow.neighbor.length);
  // slotOf[group] = entry of the row in the making; valid if not below the row's start.
  const slotOf = new Uint32Array(count + 1);
  let end = 0;
  for (let group = 0; group < count; group++) {
    const first = end;
    for (let m = 0; m < 2; m++) {
      const c = members[2 * group + m];
      if (c === NONE) continue;
      for (let e = flow.start[c]; e < flow.start[c + 1]; e++) {
        const other = groupOf[flow.neighbor[e]];
        if (other === group) continue;
        let slot = slotOf[other];
        if (slot < first || slot >= end || neighbor[slot] !== other) {
          slot = end++;
          slotOf[other] = slot;
          neighbor[slot] = other;
          out[slot] = 0;
          into[slot] = 0;
        }
        out[slot] += flow.out[e];
        into[slot] += flow.in[e];
      }
    }
    start[group + 1] = end;
  }
  const both = new Float64Array(end);
  for (let e = 0; e < end; e++) both[e] = out[e] + into[e];
  return {
    clusterCount: count,
    start,
    neighbor: neighbor.slice(0, end),
    out: out.slice(0, end),
    in: into.slice(0, end),
    both,
  };
}
