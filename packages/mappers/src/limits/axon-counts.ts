/**
 * Which cluster hears which source, kept up to date neuron by neuron: input axons, output
 * axons and fan-out of the neurons placed so far.
 *
 * Adding a neuron lengthens the reach of its sources: their clusters' output axons and their own fan-out grow.
 * A neuron with an external target reaches the port, one more core. What is called a neuron here is a vertex of the
 * network: in a network of units a box of neurons, and each of them is an axon.
 *
 * Cost: O(distinct sources of the neuron) for every call; memory O(synapses).
 */
import { NONE, PartCounts } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { portsOf } from './reaches-port.ts';

export class AxonCounts {
  /** How many targets of a source lie in a cluster; read only. */
  readonly targets: PartCounts;
  /** Neurons with a target in the cluster. */
  readonly inputAxons: Float64Array;
  /** Distinct other cores reached, summed over the cluster's neurons. */
  readonly outputAxons: Float64Array;
  /** fanOut[neuron] = other cores reached, of a placed neuron. */
  readonly fanOut: Float64Array;
  /** port[neuron] = 1: has an external target; read only. */
  readonly port: Uint8Array;
  /** heard[vertex] = neurons of its distinct sources; null where that is the number of sources. */
  readonly #heard: Float64Array | null;
  readonly #problem: Problem;
  /** size[vertex] = its neurons; null = one each. */
  readonly #size: Uint32Array | null;
  /** The caller's: read, never written. */
  readonly #clusterOf: Uint32Array;

  /** @param clusterOf clusterOf[neuron], NONE where not placed; all must be NONE, and the caller keeps it up to date */
  constructor(problem: Problem, capacity: number, clusterOf: Uint32Array) {
    this.#problem = problem;
    this.#size = problem.network.units?.size ?? null;
    this.#heard = this.#size === null ? null : neuronsHeard(problem, this.#size);
    this.#clusterOf = clusterOf;
    this.targets = new PartCounts(targetCounts(problem), capacity);
    this.inputAxons = new Float64Array(capacity);
    this.outputAxons = new Float64Array(capacity);
    this.fanOut = new Float64Array(problem.network.vertexCount);
    this.port = portsOf(problem.network);
  }

  /** The neuron, whose entry of `clusterOf` is still NONE, comes to the cluster. */
  add(neuron: number, cluster: number): void {
    const { inStart, inSource } = this.#problem.network;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (this.targets.increment(source, cluster)) this.#hear(source, cluster, 1);
    }
    const reach = this.reachFrom(neuron, cluster);
    this.fanOut[neuron] = reach;
    this.outputAxons[cluster] += this.#size === null ? reach : reach * this.#size[neuron];
  }

  /** Undoes `add`; the entry of `clusterOf` is NONE already. */
  remove(neuron: number, cluster: number): void {
    const { inStart, inSource } = this.#problem.network;
    this.outputAxons[cluster] -= this.fanOut[neuron] * (this.#size === null ? 1 : this.#size[neuron]);
    this.fanOut[neuron] = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (this.targets.decrement(source, cluster)) this.#hear(source, cluster, -1);
    }
  }

  /** Neurons among the distinct sources of a vertex: the axons that it needs alone. */
  heardBy(neuron: number): number {
    const { inStart } = this.#problem.network;
    return this.#heard === null ? inStart[neuron + 1] - inStart[neuron] : this.#heard[neuron];
  }

  /** Other cores reached by the neuron if it sits in the cluster. */
  reachFrom(neuron: number, cluster: number): number {
    const home = this.targets.count(neuron, cluster) > 0 ? 1 : 0;
    return this.targets.size(neuron) - home + this.port[neuron];
  }

  /** Neurons among the sources that the cluster hears already: what joining it saves in input axons. */
  shared(neuron: number, cluster: number): number {
    const { inStart, inSource } = this.#problem.network;
    let shared = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (this.targets.count(source, cluster) > 0) shared += this.#size === null ? 1 : this.#size[source];
    }
    return shared;
  }

  /** Adds to shared[cluster], for each source of the neuron, its neurons for every cluster that hears it. */
  addShared(neuron: number, shared: Float64Array): void {
    const { inStart, inSource } = this.#problem.network;
    const { start, used, part } = this.targets;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      const first = start[source];
      const end = first + used[source];
      const axons = this.#size === null ? 1 : this.#size[source];
      for (let slot = first; slot < end; slot++) shared[part[slot]] += axons;
    }
  }

  /**
   * By how much connectivity, the sum over sources of spikes * other cores reached, changes if a placed neuron
   * moves to another cluster.
   */
  connectivityDelta(neuron: number, to: number): number {
    const { inStart, inSource, spikes } = this.#problem.network;
    const clusterOf = this.#clusterOf;
    const targets = this.targets;
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
      if (home !== from && targets.count(source, from) === 1) delta -= spikes[source];
      if (home !== to && targets.count(source, to) === 0) delta += spikes[source];
    }
    // What it leaves behind hears it from afar now, what it joins no longer does.
    if (targets.count(neuron, from) > hearsItself) delta += spikes[neuron];
    if (targets.count(neuron, to) > 0) delta -= spikes[neuron];
    return delta;
  }

  /** The cluster begins (change = 1) or ceases (-1) to hear the source. */
  #hear(source: number, cluster: number, change: 1 | -1): void {
    const axons = this.#size === null ? change : change * this.#size[source];
    this.inputAxons[cluster] += axons;
    const home = this.#clusterOf[source];
    if (home === NONE || home === cluster) return;
    this.fanOut[source] += change;
    this.outputAxons[home] += axons;
  }
}

function neuronsHeard({ network }: Problem, size: Uint32Array): Float64Array {
  const { vertexCount, inStart, inSource } = network;
  const heard = new Float64Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++)
    for (let e = inStart[vertex]; e < inStart[vertex + 1]; e++) heard[vertex] += size[inSource[e]];
  return heard;
}

/** counts[neuron] = its distinct targets. */
function targetCounts(problem: Problem): Uint32Array {
  const { outStart, vertexCount } = problem.network;
  const counts = new Uint32Array(vertexCount);
  for (let neuron = 0; neuron < vertexCount; neuron++)
    counts[neuron] = outStart[neuron + 1] - outStart[neuron];
  return counts;
}
