import { NONE } from '@nmap/kernels';
import type { FlowGraph } from '../common/flow-graph.ts';

/** A flow graph whose clusters are numbered along their cells: what is near on the chip is near in memory. */
export interface Ordered {
  readonly flow: FlowGraph;
  /** idOf[position] = cluster of the graph given. */
  readonly idOf: Uint32Array;
}

/** O(edges). @param cellOf injective, below `cellCount`. */
export function inOrder(flow: FlowGraph, cellOf: Uint32Array, cellCount: number): Ordered {
  const n = flow.clusterCount;
  const at = new Uint32Array(cellCount).fill(NONE);
  for (let c = 0; c < n; c++) at[cellOf[c]] = c;
  const idOf = at.filter((c) => c !== NONE);
  const positionOf = new Uint32Array(n + 1);
  for (let position = 0; position < n; position++) positionOf[idOf[position]] = position;
  positionOf[n] = n;
  const start = new Uint32Array(n + 1);
  const size = flow.neighbor.length;
  const neighbor = new Uint32Array(size);
  const out = new Float64Array(size);
  const into = new Float64Array(size);
  const both = new Float64Array(size);
  let end = 0;
  for (let position = 0; position < n; position++) {
    const c = idOf[position];
    for (let e = flow.start[c]; e < flow.start[c + 1]; e++, end++) {
      neighbor[end] = positionOf[flow.neighbor[e]]!;
      out[end] = flow.out[e]!;
      into[end] = flow.in[e]!;
      both[end] = flow.both[e]!;
    }
    start[position + 1] = end;
  }
  return { flow: { clusterCount: n, start, neighbor, out, in: into, both }, idOf };
}
