/**
 * A clustering in the making: exact loads, the cores that are left, and the two
 * elementary fills on which every partitioner and every fallback is built.
 */
import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { unwatched, type Watch } from '../watch/watch.ts';
import { CoreSupply, usableCores } from './core-supply.ts';
import { LoadTracker, type TrackerOptions } from './load-tracker.ts';

export interface FillingOptions extends TrackerOptions {
  /** Order in which classes are opened; default: roomiest first. */
  readonly classOrder?: readonly number[];
  /** So many clusters at most will be opened, where that is known: the fewer, the faster who reaches them is looked up. */
  readonly mostClusters?: number;
  /** Work that {@link Filling.hurry} leaves; 0 where a legal state is at hand already. */
  readonly hurriedWork?: number;
}

/** Work of one filling in which clusters are searched: about a second or two. Past it searches find nothing more. */
const MOST_SEARCH_WORK = 150_000_000;

/** A source looked at among the loads of a core costs about as much as so many entries of an array. */
export const WORK_OF_SOURCE = 3;
/** What {@link Filling.hurry} leaves, where not told otherwise, for the neurons that have no place yet: about half a second. */
const HURRIED_WORK = 50_000_000;

export class Filling {
  readonly tracker: LoadTracker;
  readonly supply: CoreSupply;
  #watch: Watch;
  readonly #hurriedWork: number;
  /** Work that the watch was told of. */
  #told = 0;
  #mostWork = Infinity;
  #ended = false;

  /** @param watch asked while neurons are placed: the fills end where they are when it says so. */
  constructor(problem: Problem, options: FillingOptions = {}, watch = unwatched()) {
    const { mostClusters = usableCores(problem) } = options;
    this.tracker = new LoadTracker(problem, Math.max(1, mostClusters), options);
    this.supply = new CoreSupply(problem, options.classOrder);
    this.#watch = watch;
    this.#hurriedWork = options.hurriedWork ?? HURRIED_WORK;
  }

  /** False from the moment on at which the caller said stop, or the hurried work is done. */
  goesOn(): boolean {
    const { work } = this.tracker;
    const more = WORK_OF_SOURCE * (work - this.#told);
    this.#told = work;
    if (!this.#ended) this.#ended = work >= this.#mostWork || !this.#watch.spend(more);
    return !this.#ended;
  }

  /** Time has run out: what is left to do may take a moment, no more. */
  hurry(): void {
    this.#mostWork = this.tracker.work + this.#hurriedWork;
    this.#ended = false;
    this.#watch = unwatched();
  }

  /** Would some core that is left hold the neuron alone? Changes nothing. */
  canOpenFor(neuron: number): boolean {
    return this.supply.order.some((classId) => {
      if (!this.supply.has(classId)) return false;
      const cluster = this.tracker.openCluster(classId);
      const fits = this.tracker.fits(neuron, cluster);
      this.tracker.closeCluster();
      return fits;
    });
  }

  /** Opens a cluster of the first class that can hold the neuron alone; NONE if there is none left. */
  openFor(neuron: number): number {
    for (const classId of this.supply.order) {
      if (!this.supply.has(classId)) continue;
      const cluster = this.tracker.openCluster(classId);
      if (this.tracker.fits(neuron, cluster)) {
        this.supply.take(classId);
        return cluster;
      }
      this.tracker.closeCluster();
    }
    return NONE;
  }

  /** The lowest cluster that the neuron fits; NONE if there is none or the search grew too long. */
  lowestFit(neuron: number): number {
    const { tracker } = this;
    for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
      if (tracker.work > MOST_SEARCH_WORK) return NONE;
      if (tracker.fits(neuron, cluster)) return cluster;
    }
    return NONE;
  }

  /** The cluster, among those the neuron fits, that hears most of its sources already; ties to the lowest. */
  closestFit(neuron: number): number {
    const { tracker } = this;
    let best = NONE;
    let bestShared = -1;
    for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
      if (tracker.work > MOST_SEARCH_WORK) return best;
      if (!tracker.fits(neuron, cluster)) continue;
      const shared = tracker.sharedAxons(neuron, cluster);
      if (shared > bestShared) {
        best = cluster;
        bestShared = shared;
      }
    }
    return best;
  }
}

/** The same clusters, numbered anew, without those that hold no neuron. */
export function withoutEmpty(problem: Problem, filling: Filling): Filling {
  const { neurons, clusterCount } = filling.tracker;
  const isWithout = neurons.subarray(0, clusterCount).every((count) => count > 0);
  return isWithout ? filling : refilled(problem, filling);
}

/** As {@link withoutEmpty}, always anew: under the limits alone, whatever options it was filled with. */
export function refilled(problem: Problem, { tracker }: Filling, options: FillingOptions = {}): Filling {
  const { neurons, classOf, clusterOf, clusterCount } = tracker;
  const kept = new Filling(problem, options);
  const nameOf = new Uint32Array(clusterCount);
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    if (neurons[cluster] === 0) continue;
    nameOf[cluster] = kept.tracker.openCluster(classOf[cluster]);
    kept.supply.take(classOf[cluster]);
  }
  for (let neuron = 0; neuron < clusterOf.length; neuron++) {
    if (clusterOf[neuron] !== NONE) kept.tracker.add(neuron, nameOf[clusterOf[neuron]]);
  }
  return kept;
}

/** Vertices of the chip, by id: its neurons, or units of them. */
export function chipNeurons(problem: Problem): Uint32Array {
  const { network } = problem;
  const order = new Uint32Array(network.vertexCount);
  let count = 0;
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    if (network.external[neuron] === 0) order[count++] = neuron;
  }
  return order.slice(0, count);
}

/**
 * Walks the order, skipping what is placed; keeps one cluster open, closes it at the first neuron that does
 * not fit, and opens the next with that neuron. Where none can be opened (no core is left, or
 * a source elsewhere cannot reach one more core) the neuron joins the lowest cluster that has room.
 * `group`, if given: neurons of unlike groups never share the open cluster.
 * @returns the first neuron that fits nowhere, or was next when the filling was to end; NONE if all are placed
 */
export function nextFit(filling: Filling, order: Uint32Array, group?: Uint32Array): number {
  const { tracker } = filling;
  let open: number = NONE;
  let openGroup = -1;
  for (const neuron of order) {
    if (tracker.clusterOf[neuron] !== NONE) continue;
    if (!filling.goesOn()) return neuron;
    const neuronGroup = group === undefined ? 0 : group[neuron];
    if (open !== NONE && neuronGroup === openGroup && tracker.fits(neuron, open)) {
      tracker.add(neuron, open);
      continue;
    }
    let cluster = filling.openFor(neuron);
    if (cluster === NONE) {
      cluster = filling.lowestFit(neuron);
      if (cluster === NONE) return neuron;
    } else {
      open = cluster;
      openGroup = neuronGroup;
    }
    tracker.add(neuron, cluster);
  }
  return NONE;
}

/** Each neuron of the order joins the existing cluster that `choose` names, or opens one. Returns as {@link nextFit}. */
export function chosenFit(filling: Filling, order: Uint32Array, choose: 'lowest' | 'closest'): number {
  const { tracker } = filling;
  for (const neuron of order) {
    if (tracker.clusterOf[neuron] !== NONE) continue;
    if (!filling.goesOn()) return neuron;
    let cluster = choose === 'lowest' ? filling.lowestFit(neuron) : filling.closestFit(neuron);
    if (cluster === NONE) cluster = filling.openFor(neuron);
    if (cluster === NONE) return neuron;
    tracker.add(neuron, cluster);
  }
  return NONE;
}
