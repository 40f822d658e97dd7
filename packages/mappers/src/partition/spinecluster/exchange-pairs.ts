import { NONE, PartMembers, type Rng } from '@nmap/kernels';
import { SynapseCut } from '../../cut/synapse-cut.ts';
import { chipNeurons } from '../../limits/filling.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';
import type { Watch } from '../../watch/watch.ts';

export interface ExchangeOptions {
  /** A sweep that saves less is the last. */
  readonly minDelta: number;
  /** Exchanges that may be evaluated. */
  readonly evaluations: number;
  /** All pairs, or boundary neurons against the core that they are drawn to. */
  readonly allPairs: boolean;
}

/** Without a table of what neurons exchange with cores, a neuron of the boundary meets so many members of the other core. */
const DRAWN = 16;

/**
 * Sweeps of exchanges, each of which cuts fewer spikes and keeps every limit.
 * @param tracker all neurons of the chip are placed.
 * @returns how many exchanges were evaluated.
 */
export function exchangePairs(
  tracker: LoadTracker,
  { minDelta, evaluations: most, allPairs }: ExchangeOptions,
  rng: Rng,
  watch: Watch,
): number {
  const { problem, clusterOf, clusterCount } = tracker;
  if (clusterCount < 2) return 0;
  const chip = chipNeurons(problem);
  const cut = new SynapseCut(problem.network, clusterOf, clusterCount);
  const members = new PartMembers(clusterOf, clusterCount);
  const lists = membersOf();
  let evaluations = 0;
  let saved = 0;

  for (let before = -Infinity; saved - before >= minDelta && evaluations < most;) {
    before = saved;
    const isDone = allPairs ? sweepPairs() : sweepBoundary();
    if (!isDone || saved === before) break;
  }
  return evaluations;

  /** Every pair (a, b) with a > b in unlike cores. @returns false where the watch or the budget ended it. */
  function sweepPairs(): boolean {
    for (let i = 1; i < chip.length; i++) {
      const a = chip[i];
      for (let j = 0; j < i && evaluations < most; j++) {
        const b = chip[j];
        if (clusterOf[a] === clusterOf[b]) continue;
        evaluations++;
        // The synapses between them only lessen what an exchange saves: looked up where it is worth it.
        const apart = cut.moveDelta(a, clusterOf[b]) + cut.moveDelta(b, clusterOf[a]);
        if (apart >= 0) continue;
        const delta = cut.swapDelta(a, b);
        if (delta < 0) tryExchange(a, b, delta);
      }
      if (evaluations >= most || !watch.spend(4 * i)) return false;
    }
    return true;
  }

  /** Neurons with partners elsewhere, in random order. @returns as {@link sweepPairs}. */
  function sweepBoundary(): boolean {
    for (const a of rng.shuffle(chip.slice())) {
      const to = cut.strongest(a);
      if (to === NONE) continue;
      const delta = cut.moveDelta(a, to);
      evaluations++;
      const isMoved = delta < 0 && tryMove(a, to, delta);
      const met = isMoved ? 0 : exchangeWithBest(a, to);
      if (evaluations >= most || !watch.spend(clusterCount + 4 * met)) return false;
    }
    return true;
  }

  /** @returns how many members of the core were looked at. */
  function exchangeWithBest(a: number, to: number): number {
    const candidates = cut.hasTable ? lists[to] : drawn(to);
    let best = -1;
    let bestDelta = 0;
    for (const b of candidates) {
      if (evaluations >= most) break;
      evaluations++;
      const apart = cut.moveDelta(a, to) + cut.moveDelta(b, clusterOf[a]);
      if (apart >= bestDelta) continue;
      const delta = apart + 2 * cut.between(a, b);
      if (delta >= bestDelta) continue;
      best = b;
      bestDelta = delta;
    }
    if (best >= 0) tryExchange(a, best, bestDelta);
    return candidates.length;
  }

  function drawn(cluster: number): number[] {
    return Array.from({ length: DRAWN }, () => members.random(cluster, rng));
  }

  function tryMove(a: number, to: number, delta: number): boolean {
    const from = clusterOf[a];
    const fits = tracker.moveIfFits(a, to);
    if (fits) follow(a, from, to, delta);
    return fits;
  }

  function tryExchange(a: number, b: number, delta: number): void {
    const from = clusterOf[a];
    const to = clusterOf[b];
    tracker.remove(a);
    tracker.remove(b);
    if (tracker.fits(a, to)) {
      tracker.add(a, to);
      if (tracker.fits(b, from)) {
        tracker.add(b, from);
        follow(a, from, to, 0);
        follow(b, to, from, delta);
        return;
      }
      tracker.remove(a);
    }
    tracker.add(a, from);
    tracker.add(b, to);
  }

  function follow(neuron: number, from: number, to: number, delta: number): void {
    cut.moved(neuron, from, to);
    members.move(neuron, from, to);
    lists[from].splice(lists[from].indexOf(neuron), 1);
    lists[to].push(neuron);
    saved -= delta;
  }

  function membersOf(): number[][] {
    const byCluster: number[][] = Array.from({ length: clusterCount }, () => []);
    for (const neuron of chip) byCluster[clusterOf[neuron]].push(neuron);
    return byCluster;
  }
}
