import type { FlowGraph } from '../place/common/flow-graph.ts';

/**
 * The first `count` nodes breadth first from one end of the graph to the other, so that a cut anywhere in the order cuts a
 * front. Each component from a node as far away as can be found by going there and back. O(edges).
 */
export function sweepOrder({ start, neighbor }: FlowGraph, count: number): Uint32Array {
  const order = new Uint32Array(count);
  const seenIn = new Uint32Array(count);
  let round = 0;
  /** Writes what is reached from a node behind `from`; returns where it ends. */
  const walk = (first: number, from: number): number => {
    round++;
    let tail = from;
    order[tail++] = first;
    seenIn[first] = round;
    for (let head = from; head < tail; head++) {
      for (let e = start[order[head]]; e < start[order[head] + 1]; e++) {
        const other = neighbor[e];
        if (other >= count || seenIn[other] === round) continue;
        seenIn[other] = round;
        order[tail++] = other;
      }
    }
    return tail;
  };
  const isDone = new Uint8Array(count);
  let done = 0;
  for (let first = 0; first < count; first++) {
    if (isDone[first] === 1) continue;
    let end = walk(first, done);
    end = walk(order[end - 1], done);
    end = walk(order[end - 1], done);
    for (; done < end; done++) isDone[order[done]] = 1;
  }
  return order;
}
