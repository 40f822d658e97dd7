/**
 * Moves nodes out of parts over their limits, at the least loss per neuron freed, until
 * every part is within its limits or nothing fits anywhere.
 * Cost: members of the overfull parts times the parts, per node moved a logarithm.
 */
import { MaxHeap } from '@nmap/kernels';
import { unwatched } from '../watch/watch.ts';
import type { PartitionState } from './state.ts';

/** Returns whether every part is within its limits. Told to stop, it leaves the rest as it is. */
export function rebalance(state: PartitionState, watch = unwatched()): boolean {
  const { graph, partCount, part } = state;
  let anyOver = false;
  for (let p = 0; p < partCount; p++) if (state.isOverfull(p)) anyOver = true;
  if (!anyOver) return true;
  const heap = new MaxHeap(graph.nodeCount);
  for (let over = 0; over < partCount; over++) {
    if (!state.isOverfull(over)) continue;
    heap.clear();
    for (let node = 0; node < graph.nodeCount; node++) {
      if (part[node] !== over) continue;
      if (!watch.spend(partCount)) return false;
      const to = state.bestPart(node);
      if (to >= 0) heap.insert(node, state.gain(node, to) / graph.nodeWeight[node]);
    }
    while (heap.size > 0 && state.isOverfull(over)) {
      if (!watch.spend(partCount + state.touchedCount)) return false;
      const node = heap.top();
      const to = state.bestPart(node);
      if (to < 0) {
        heap.remove(node);
        continue;
      }
      const key = state.gain(node, to) / graph.nodeWeight[node];
      // Gains have changed since the key was made: look again when it fell.
      if (key < heap.key[node]) {
        heap.update(node, key);
        continue;
      }
      heap.remove(node);
      state.move(node, to);
    }
  }
  for (let p = 0; p < partCount; p++) if (state.isOverfull(p)) return false;
  return true;
}
