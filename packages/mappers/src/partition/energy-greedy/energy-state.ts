import { NONE, groupMembers } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Filling } from '../../limits/filling.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';
import type { EnergyModel } from './energy-model.ts';

/** A legal clustering whose energy is known exactly, move by move. */
export class EnergyState {
  readonly problem: Problem;
  readonly tracker: LoadTracker;
  /** Clusters that hold a neuron. */
  used = 0;
  readonly #model: EnergyModel;
  /** heard[cluster] = spikes of a neuron's sources that it hears; 0 between calls, as all of the next. */
  readonly #heard: Float64Array;
  /** unheard[cluster] = spikes of those that sit in it and are not heard there. */
  readonly #unheard: Float64Array;

  constructor(problem: Problem, filling: Filling, model: EnergyModel) {
    this.problem = problem;
    this.tracker = filling.tracker;
    this.#model = model;
    this.#heard = new Float64Array(this.tracker.clusterCount);
    this.#unheard = new Float64Array(this.tracker.clusterCount);
    for (let cluster = 0; cluster < this.tracker.clusterCount; cluster++)
      if (this.tracker.neurons[cluster] > 0) this.used++;
  }

  /** By how much energy changes if a placed neuron moves to another cluster. O(sources). */
  delta(neuron: number, to: number): number {
    const packets = this.tracker.axons.connectivityDelta(neuron, to);
    const local = this.#model.perLocalDelivery === 0 ? 0 : this.#localDelta(neuron, to);
    return this.#priced(neuron, to, packets, local);
  }

  #priced(neuron: number, to: number, packets: number, local: number): number {
    const { perPacket, perLocalDelivery } = this.#model;
    const opened = (this.tracker.neurons[to] === 0 ? 1 : 0) - (this.#isAlone(neuron) ? 1 : 0);
    const standing =
      opened === 0 ? 0 : this.#model.staticOf(this.used + opened) - this.#model.staticOf(this.used);
    return perPacket * packets + perLocalDelivery * local + standing;
  }

  /**
   * {@link delta} to each of its {@link neighbours}: what is heard where is summed once for all of them.
   * O(sources x clusters that hear them), where one by one would be O(neighbours x sources).
   */
  deltas(neuron: number): { readonly to: number; readonly delta: number }[] {
    const neighbours = this.neighbours(neuron);
    const { inStart, inSource, spikes } = this.problem.network;
    const { clusterOf, axons } = this.tracker;
    const { targets } = axons;
    const { start, used, part } = targets;
    const from = clusterOf[neuron];
    const heard = this.#heard;
    const unheard = this.#unheard;
    let all = 0;
    let left = 0;
    let leftLocal = 0;
    let hearsItself = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (source === neuron) {
        hearsItself = 1;
        continue;
      }
      const sent = spikes[source];
      const home = clusterOf[source];
      all += sent;
      if (targets.count(source, from) === 1) {
        if (home === from) leftLocal += sent;
        else left += sent;
      }
      const end = start[source] + used[source];
      for (let slot = start[source]; slot < end; slot++) heard[part[slot]] += sent;
      if (home !== NONE && targets.count(source, home) === 0) unheard[home] += sent;
    }
    const own = spikes[neuron];
    const stays = targets.count(neuron, from) > hearsItself ? own : 0;
    const wasHeard = hearsItself === 0 && targets.count(neuron, from) > 0 ? own : 0;
    const found = neighbours.map((to) => {
      const isHeard = targets.count(neuron, to) > 0 ? own : 0;
      const packets = all - heard[to] - unheard[to] - left + stays - isHeard;
      const local = unheard[to] - leftLocal - wasHeard + (hearsItself === 0 ? isHeard : 0);
      return { to, delta: this.#priced(neuron, to, packets, local) };
    });
    for (const to of neighbours) {
      heard[to] = 0;
      unheard[to] = 0;
    }
    if (from !== NONE) {
      heard[from] = 0;
      unheard[from] = 0;
    }
    return found;
  }

  /** Takes the neuron out of its cluster; {@link put} has to follow. */
  take(neuron: number): void {
    const cluster = this.tracker.clusterOf[neuron];
    this.tracker.remove(neuron);
    if (this.tracker.neurons[cluster] === 0) this.used--;
  }

  put(neuron: number, cluster: number): void {
    if (this.tracker.neurons[cluster] === 0) this.used++;
    this.tracker.add(neuron, cluster);
  }

  /** The same from scratch: packets at their mean price, local deliveries, static power. O(synapses). */
  total(): number {
    const { clusterOf, clusterCount } = this.tracker;
    const { outStart, outTarget, spikes, external, vertexCount } = this.problem.network;
    const { perPacket, perLocalDelivery } = this.#model;
    const seenBy = new Uint32Array(clusterCount + 1).fill(NONE);
    let sum = this.#model.staticOf(this.used);
    for (let neuron = 0; neuron < vertexCount; neuron++) {
      const home = external[neuron] !== 0 ? clusterCount : clusterOf[neuron];
      for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
        const target = outTarget[e];
        const cluster = external[target] !== 0 ? clusterCount : clusterOf[target];
        if (seenBy[cluster] === neuron) continue;
        seenBy[cluster] = neuron;
        if (cluster !== home) sum += perPacket * spikes[neuron];
        else if (home !== clusterCount) sum += perLocalDelivery * spikes[neuron];
      }
    }
    return sum;
  }

  /** Clusters in which sources or targets of the neuron sit, its own left out, ascending. */
  neighbours(neuron: number): number[] {
    const { inStart, inSource, outStart, outTarget } = this.problem.network;
    const { clusterOf } = this.tracker;
    const found = new Set<number>();
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      found.add(clusterOf[source]);
      this.#addHearersOf(source, found);
    }
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) found.add(clusterOf[outTarget[e]]);
    found.delete(NONE);
    found.delete(clusterOf[neuron]);
    return [...found].sort((a, b) => a - b);
  }

  /** members(cluster), for clusters as they are now. */
  members(): { readonly start: Uint32Array; readonly members: Uint32Array } {
    const { clusterOf, clusterCount } = this.tracker;
    return groupMembers(
      clusterOf.map((cluster) => (cluster === NONE ? clusterCount : cluster)),
      clusterCount + 1,
    );
  }

  /** To join those that hear the same costs no packet. */
  #addHearersOf(source: number, found: Set<number>): void {
    const { start, used, part } = this.tracker.axons.targets;
    for (let slot = start[source]; slot < start[source] + used[source]; slot++) found.add(part[slot]);
  }

  #isAlone(neuron: number): boolean {
    const { clusterOf, neurons } = this.tracker;
    const own = this.problem.network.units?.size[neuron] ?? 1;
    return neurons[clusterOf[neuron]] === own;
  }

  /** Spikes delivered to their own core: of its sources by the neuron, and its own. */
  #localDelta(neuron: number, to: number): number {
    const { inStart, inSource, spikes } = this.problem.network;
    const { clusterOf, axons } = this.tracker;
    const { targets } = axons;
    const from = clusterOf[neuron];
    let delta = 0;
    let hearsItself = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (source === neuron) {
        hearsItself = 1;
        continue;
      }
      const home = clusterOf[source];
      if (home === from && targets.count(source, from) === 1) delta -= spikes[source];
      if (home === to && targets.count(source, to) === 0) delta += spikes[source];
    }
    if (hearsItself === 0) {
      if (targets.count(neuron, from) > 0) delta -= spikes[neuron];
      if (targets.count(neuron, to) > 0) delta += spikes[neuron];
    }
    return delta;
  }
}
