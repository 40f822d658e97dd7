import { NONE, PartMembers, type Rng } from '@nmap/kernels';
import type { AnnealKernel } from '../../anneal/kernel.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';

/** Neurons of the other cluster of which an exchange takes the best. */
const PARTNERS = 3;

/**
 * A legal clustering under annealing: a neuron goes to the cluster of a random partner, or changes places with a neuron
 * there, every limit of every core checked exactly before.
 */
export class LegalKernel implements AnnealKernel {
  readonly size: number;
  /** Connectivity, from where it was at the start. */
  cost = 0;
  readonly #tracker: LoadTracker;
  readonly #chip: Uint32Array;
  readonly #members: PartMembers;
  readonly #rng: Rng;
  readonly #kept: Uint32Array;

  /** @param chip the neurons to move, all placed. */
  constructor(tracker: LoadTracker, chip: Uint32Array, rng: Rng) {
    this.size = chip.length;
    this.#tracker = tracker;
    this.#chip = chip;
    this.#members = new PartMembers(tracker.clusterOf, tracker.clusterCount);
    this.#rng = rng;
    this.#kept = tracker.clusterOf.slice();
  }

  /** What moves to the cluster of a partner would change. */
  sample(trials: number): Float64Array {
    const { axons, clusterOf } = this.#tracker;
    const deltas = new Float64Array(trials);
    let count = 0;
    for (let trial = 0; trial < trials; trial++) {
      const neuron = this.#chip[this.#rng.below(this.size)];
      const partner = this.#partnerOf(neuron);
      if (partner !== NONE) deltas[count++] = axons.connectivityDelta(neuron, clusterOf[partner]);
    }
    return deltas.subarray(0, count);
  }

  explore(count: number, temperature: number): number {
    const tracker = this.#tracker;
    const members = this.#members;
    const chip = this.#chip;
    const rng = this.#rng;
    const { clusterOf } = tracker;
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const neuron = chip[rng.below(chip.length)];
      const partner = this.#partnerOf(neuron);
      if (partner === NONE) continue;
      const to = clusterOf[partner];
      const from = clusterOf[neuron];
      const bearable = temperature * rng.exponential();
      const delta = tracker.axons.connectivityDelta(neuron, to);
      if (delta > bearable) continue;
      if (tracker.moveIfFits(neuron, to)) {
        members.move(neuron, from, to);
        this.cost += delta;
        accepted++;
      } else accepted += this.#exchange(neuron, to, delta, bearable);
    }
    return accepted;
  }

  keep(): void {
    this.#kept.set(this.#tracker.clusterOf);
  }

  /** Back to a state that was legal: all leave before any arrives. */
  finish(): void {
    const tracker = this.#tracker;
    const moved = this.#chip.filter((neuron) => tracker.clusterOf[neuron] !== this.#kept[neuron]);
    for (const neuron of moved) tracker.remove(neuron);
    for (const neuron of moved) tracker.add(neuron, this.#kept[neuron]);
  }

  /** A neuron of another cluster that shares a net with it; NONE where the draw finds none. */
  #partnerOf(neuron: number): number {
    const { inStart, inSource, outStart, outTarget } = this.#tracker.problem.network;
    const { clusterOf } = this.#tracker;
    const rng = this.#rng;
    const heard = inStart[neuron + 1] - inStart[neuron];
    const draw = rng.below(heard + 1);
    const source = draw === heard ? neuron : inSource[inStart[neuron] + draw];
    const targets = outStart[source + 1] - outStart[source];
    const pin = rng.below(targets + 1);
    const partner = pin === targets ? source : outTarget[outStart[source] + pin];
    return clusterOf[partner] === NONE || clusterOf[partner] === clusterOf[neuron] ? NONE : partner;
  }

  /** Changes places with the best of a few neurons of cluster `to`, if that is bearable and legal. @returns 1 where it did */
  #exchange(neuron: number, to: number, delta: number, bearable: number): number {
    const tracker = this.#tracker;
    const members = this.#members;
    const from = tracker.clusterOf[neuron];
    let other: number = NONE;
    let otherDelta = Infinity;
    for (let i = 0; i < PARTNERS; i++) {
      const candidate = members.random(to, this.#rng);
      const candidateDelta = tracker.axons.connectivityDelta(candidate, from);
      if (candidateDelta >= otherDelta) continue;
      other = candidate;
      otherDelta = candidateDelta;
    }
    // What both share is counted twice, mostly for good: where even that is too dear, the exchange is.
    if (other === NONE || delta + otherDelta > bearable) return 0;
    tracker.remove(neuron);
    tracker.remove(other);
    if (tracker.fits(neuron, to)) {
      tracker.add(neuron, to);
      if (tracker.fits(other, from)) {
        // Exact only now: the second delta depends on where the first neuron went.
        tracker.add(other, to);
        const total = delta + tracker.axons.connectivityDelta(other, from);
        tracker.remove(other);
        if (total <= bearable) {
          tracker.add(other, from);
          members.move(neuron, from, to);
          members.move(other, to, from);
          this.cost += total;
          return 1;
        }
      }
      tracker.remove(neuron);
    }
    tracker.add(neuron, from);
    tracker.add(other, to);
    return 0;
  }
}
