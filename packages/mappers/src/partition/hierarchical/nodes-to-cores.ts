import { neuronsIn } from '@nmap/ir';
import { WORK_OF_SOURCE, type Filling } from '../../limits/filling.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Levels } from './join-by-levels.ts';

/** Neurons that stay together, and the level on which they are one node. */
interface Piece {
  readonly neurons: readonly number[];
  readonly size: number;
  readonly level: number;
}

/**
 * Every node of the coarsest level becomes a core, the largest first, of the first class that holds all of it. One that no
 * core takes is taken apart into those that it was joined from. Ends at the first neuron that finds none.
 */
export function nodesToCores(filling: Filling, { membersOf, nodeOf }: Levels, watch: Watch): void {
  const { tracker, supply } = filling;
  const { network } = tracker.problem;
  const top = membersOf.length - 1;
  const { start, members } = membersOf[top];
  const pieces = Array.from({ length: start.length - 1 }, (_, node) =>
    piece(Array.from(members.subarray(start[node], start[node + 1])), top),
  );
  for (let next = inOrder(pieces); next !== undefined; next = inOrder(pieces)) {
    const before = tracker.work;
    if (!openForAll(next.neurons)) {
      if (next.level === 0) return;
      pieces.push(...takenApart(next));
    }
    if (!watch.spend(WORK_OF_SOURCE * (tracker.work - before))) return;
  }

  function piece(neurons: readonly number[], level: number): Piece {
    return { neurons, size: neurons.reduce((sum, neuron) => sum + neuronsIn(network, neuron), 0), level };
  }

  /** Takes the largest out, of equals the one with the lowest neuron. */
  function inOrder(left: Piece[]): Piece | undefined {
    left.sort((a, b) => a.size - b.size || b.neurons[0] - a.neurons[0]);
    return left.pop();
  }

  function takenApart({ neurons, level }: Piece): Piece[] {
    const byNode = new Map<number, number[]>();
    for (const neuron of neurons) {
      const node = nodeOf[level - 1][neuron];
      const known = byNode.get(node);
      if (known === undefined) byNode.set(node, [neuron]);
      else known.push(neuron);
    }
    return Array.from(byNode.values(), (each) => piece(each, level - 1));
  }

  function openForAll(neurons: readonly number[]): boolean {
    for (const classId of supply.order) {
      if (!supply.has(classId)) continue;
      const cluster = tracker.openCluster(classId);
      let added = 0;
      while (added < neurons.length && tracker.fits(neurons[added], cluster))
        tracker.add(neurons[added++], cluster);
      if (added === neurons.length) {
        supply.take(classId);
        return true;
      }
      while (added > 0) tracker.remove(neurons[--added]);
      tracker.closeCluster();
    }
    return false;
  }
}
