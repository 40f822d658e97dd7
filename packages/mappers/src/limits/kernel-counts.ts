/**
 * Weights that every core stores where kernels of convolutions are shared: the entries of each distinct kernel once, and
 * the synapses that belong to none. One more set of weighted pins, kept up to date vertex by vertex.
 *
 * Cost: O(kernels of the vertex) for every call; memory O(pins of the kernels).
 */
import { PartCounts } from '@nmap/kernels';
import type { Kernels, Problem } from '@nmap/ir';

export class KernelCounts {
  /** stored[cluster] = weights. */
  readonly stored: Float64Array;
  readonly #kernels: Kernels;
  /** How many vertices of a cluster take weights from a kernel. */
  readonly #users: PartCounts;

  constructor(kernels: Kernels, capacity: number) {
    const users = new Uint32Array(kernels.entries.length);
    for (const kernel of kernels.kernel) users[kernel]++;
    this.stored = new Float64Array(capacity);
    this.#kernels = kernels;
    this.#users = new PartCounts(users, capacity);
  }

  /** Weights that the cluster stores if the vertex joins. */
  storedWith(vertex: number, cluster: number): number {
    const { start, kernel, entries, listed } = this.#kernels;
    let stored = this.stored[cluster] + listed[vertex];
    for (let k = start[vertex]; k < start[vertex + 1]; k++)
      if (this.#users.count(kernel[k], cluster) === 0) stored += entries[kernel[k]];
    return stored;
  }

  /** As {@link storedWith}, once `leaving`, a vertex of the cluster, has left it. */
  storedInPlaceOf(vertex: number, cluster: number, leaving: number): number {
    const { start, kernel, entries, listed } = this.#kernels;
    let stored = this.storedWith(vertex, cluster) - listed[leaving];
    for (let k = start[leaving]; k < start[leaving + 1]; k++)
      if (this.#users.count(kernel[k], cluster) === 1 && !this.#uses(vertex, kernel[k]))
        stored -= entries[kernel[k]];
    return stored;
  }

  add(vertex: number, cluster: number): void {
    const { start, kernel, entries, listed } = this.#kernels;
    this.stored[cluster] += listed[vertex];
    for (let k = start[vertex]; k < start[vertex + 1]; k++)
      if (this.#users.increment(kernel[k], cluster)) this.stored[cluster] += entries[kernel[k]];
  }

  remove(vertex: number, cluster: number): void {
    const { start, kernel, entries, listed } = this.#kernels;
    this.stored[cluster] -= listed[vertex];
    for (let k = start[vertex]; k < start[vertex + 1]; k++)
      if (this.#users.decrement(kernel[k], cluster)) this.stored[cluster] -= entries[kernel[k]];
  }

  #uses(vertex: number, wanted: number): boolean {
    const { start, kernel } = this.#kernels;
    for (let k = start[vertex]; k < start[vertex + 1]; k++) if (kernel[k] === wanted) return true;
    return false;
  }
}

/** The network's kernels where some core stores them once; null where none does. */
export function sharedKernelsOf({ network, target }: Problem): Kernels | null {
  return target.classes.some(({ sharedKernels }) => sharedKernels === true) ? network.kernels : null;
}
