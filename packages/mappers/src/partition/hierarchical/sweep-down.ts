import type { Rng } from '@nmap/kernels';
import { WORK_OF_SOURCE } from '../../limits/filling.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';
import type { Watch } from '../../watch/watch.ts';
import type { Levels } from './join-by-levels.ts';

export interface SweepOptions {
  /** On every level. */
  readonly sweeps: number;
  /** attachment: the first core, in order of the pins that sources have there, where connectivity falls; else where it falls most. */
  readonly gain: 'connectivity' | 'attachment';
}

/** Cores that a node is tried on, those first that it is attached to most. */
const MOST_TRIED = 8;

/**
 * From the level below the coarsest to single neurons: nodes in random order move, whole, to another core that they are attached to
 * where connectivity falls and every limit is kept. @returns how many moved.
 */
export function sweepDown(
  tracker: LoadTracker,
  { membersOf }: Levels,
  { sweeps, gain }: SweepOptions,
  rng: Rng,
  watch: Watch,
): number {
  const { problem, clusterOf, axons, clusterCount } = tracker;
  const { inStart, inSource, outStart, outTarget, spikes, external } = problem.network;
  const attached = new Float64Array(clusterCount);
  const met: number[] = [];
  let moves = 0;
  for (let level = Math.max(0, membersOf.length - 2); level >= 0; level--) {
    const { start, members } = membersOf[level];
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const order = rng.shuffle(Uint32Array.from({ length: start.length - 1 }, (_, node) => node));
      for (const node of order) {
        const own = members.subarray(start[node], start[node + 1]);
        const before = tracker.work;
        const looked = visit(own);
        if (!watch.spend(looked + WORK_OF_SOURCE * (tracker.work - before))) return moves;
      }
    }
  }
  return moves;

  /** @returns how many entries were looked at. */
  function visit(node: Uint32Array): number {
    const home = clusterOf[node[0]];
    // Taken apart where cores were few: its pieces move on lower levels.
    for (const neuron of node) if (clusterOf[neuron] !== home) return node.length;
    let looked = 0;
    for (const neuron of node) looked += attach(neuron);
    met.sort((a, b) => attached[b] - attached[a] || a - b);
    let best = -1;
    let bestDelta = 0;
    for (const cluster of met.filter((each) => each !== home).slice(0, MOST_TRIED)) {
      const delta = tryMove(node, home, cluster);
      if (delta >= bestDelta) continue;
      best = cluster;
      bestDelta = delta;
      if (gain === 'attachment') break;
    }
    if (best >= 0) {
      moveAll(node, best);
      moves++;
    }
    for (const cluster of met) attached[cluster] = 0;
    met.length = 0;
    return looked * (1 + (best >= 0 ? 1 : 0));
  }

  /** Adds, for every cluster, the weight of the neuron's nets times their targets there. */
  function attach(neuron: number): number {
    let looked = 1;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) looked += attachTo(inSource[e]);
    looked += attachTo(neuron);
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++)
      if (external[outTarget[e]] === 0) raise(clusterOf[outTarget[e]], 0);
    return looked;
  }

  function attachTo(source: number): number {
    const { start, part, items } = axons.targets;
    const size = axons.targets.size(source);
    for (let slot = start[source]; slot < start[source] + size; slot++)
      raise(part[slot], spikes[source] * items[slot]);
    if (external[source] === 0) raise(clusterOf[source], spikes[source]);
    return size;
  }

  function raise(cluster: number, weight: number): void {
    // What is met without a spike counts as met, too: sorted last.
    if (attached[cluster] === 0) met.push(cluster);
    attached[cluster] += weight + Number.MIN_VALUE;
  }

  /** By how much connectivity changes if the node moves, which it does not yet; Infinity where a limit is in the way. */
  function tryMove(node: Uint32Array, from: number, to: number): number {
    if (node.length === 1) {
      const delta = axons.connectivityDelta(node[0], to);
      if (delta >= 0) return delta;
      tracker.remove(node[0]);
      const fits = tracker.fits(node[0], to);
      tracker.add(node[0], from);
      return fits ? delta : Infinity;
    }
    let delta = 0;
    let moved = 0;
    for (; moved < node.length; moved++) {
      const step = axons.connectivityDelta(node[moved], to);
      if (!tracker.moveIfFits(node[moved], to)) break;
      delta += step;
    }
    const isWhole = moved === node.length;
    while (moved > 0) {
      moved--;
      tracker.remove(node[moved]);
      tracker.add(node[moved], from);
    }
    return isWhole ? delta : Infinity;
  }

  function moveAll(node: Uint32Array, to: number): void {
    for (const neuron of node) {
      tracker.remove(neuron);
      tracker.add(neuron, to);
    }
  }
}
