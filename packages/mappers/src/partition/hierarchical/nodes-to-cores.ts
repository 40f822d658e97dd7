import { MaxHeap } from '@nmap/kernels';
import { neuronsIn } from '@nmap/ir';
import { WORK_OF_SOURCE, type Filling } from '../../limits/filling.ts';
import { joins, openForAll } from '../../limits/place-whole.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Levels } from './join-by-levels.ts';

/** Neurons that stay together, and the level on which they are one node. */
interface Piece {
  readonly neurons: readonly number[];
  readonly level: number;
}

/**
 * Every node of the coarsest level becomes a core, the largest first, of the first class that holds all of it. Where no core is
 * left, it joins, whole, the one that hears most of its sources; one that no core takes is taken apart into those that it
 * was joined from. Ends at the first neuron that finds none.
 */
export function nodesToCores(filling: Filling, { membersOf, nodeOf }: Levels, watch: Watch): void {
  const { tracker } = filling;
  const { network } = tracker.problem;
  const top = membersOf.length - 1;
  const { start, members } = membersOf[top];
  const pieces: Piece[] = [];
  // By size; of equals the one made first. A piece is a node of some level, each at most once.
  const largest = new MaxHeap(membersOf.reduce((sum, level) => sum + level.start.length, 0));
  for (let node = 0; node + 1 < start.length; node++)
    add(Array.from(members.subarray(start[node], start[node + 1])), top);
  while (largest.size > 0) {
    const { neurons, level } = pieces[largest.pop()];
    const before = tracker.work;
    if (!openForAll(filling, neurons) && !joinClosest(neurons)) {
      if (level === 0) return;
      for (const part of takenApart(neurons, level)) add(part, level - 1);
    }
    if (!watch.spend(WORK_OF_SOURCE * (tracker.work - before))) return;
  }

  function add(neurons: readonly number[], level: number): void {
    const size = neurons.reduce((sum, neuron) => sum + neuronsIn(network, neuron), 0);
    largest.insert(pieces.push({ neurons, level }) - 1, size);
  }

  function takenApart(neurons: readonly number[], level: number): number[][] {
    const byNode = new Map<number, number[]>();
    for (const neuron of neurons) {
      const node = nodeOf[level - 1][neuron];
      const known = byNode.get(node);
      if (known === undefined) byNode.set(node, [neuron]);
      else known.push(neuron);
    }
    return [...byNode.values()];
  }

  function joinClosest(neurons: readonly number[]): boolean {
    const heard = new Map<number, number>();
    for (let cluster = 0; cluster < tracker.clusterCount; cluster++)
      heard.set(
        cluster,
        neurons.reduce((sum, neuron) => sum + tracker.sharedAxons(neuron, cluster), 0),
      );
    const closest = [...heard.keys()].sort((a, b) => heard.get(b)! - heard.get(a)! || a - b);
    return closest.some((cluster) => joins(filling, neurons, cluster));
  }
}
