import type { Kernels } from '@nmap/ir';

/** Weights that clusters of nodes would store on a core that stores every kernel once. */
export class ClusterKernels {
  readonly #entries: Float64Array;
  /** #of[cluster] = its distinct kernels. */
  readonly #of: number[][];
  /** Entries of these, and synapses that belong to no kernel. */
  readonly #shared: Float64Array;
  readonly #listed: Float64Array;

  /** @param members members[memberStart[cluster] .. memberStart[cluster + 1] - 1] = nodes of the cluster. */
  constructor({ start, kernel, entries, listed }: Kernels, memberStart: Uint32Array, members: Uint32Array) {
    const count = memberStart.length - 1;
    this.#entries = entries;
    this.#of = Array.from({ length: count }, () => []);
    this.#shared = new Float64Array(count);
    this.#listed = new Float64Array(count);
    for (let cluster = 0; cluster < count; cluster++) {
      for (let m = memberStart[cluster]; m < memberStart[cluster + 1]; m++) {
        const node = members[m];
        this.#listed[cluster] += listed[node];
        for (let k = start[node]; k < start[node + 1]; k++) this.#include(cluster, kernel[k]);
      }
    }
  }

  /** Whether both together store no more than `most`, or no more of kernels than one of them alone. */
  mayJoin(a: number, b: number, most: number): boolean {
    const listed = this.#listed[a] + this.#listed[b];
    if (listed > most) return false;
    const larger = this.#shared[a] > this.#shared[b] ? a : b;
    const smaller = larger === a ? b : a;
    let shared = this.#shared[larger];
    for (const kernel of this.#of[smaller])
      if (!this.#of[larger].includes(kernel)) shared += this.#entries[kernel];
    return shared + listed <= most || shared === this.#shared[larger];
  }

  join(from: number, into: number): void {
    this.#listed[into] += this.#listed[from];
    for (const kernel of this.#of[from]) this.#include(into, kernel);
  }

  #include(cluster: number, kernel: number): void {
    if (this.#of[cluster].includes(kernel)) return;
    this.#of[cluster].push(kernel);
    this.#shared[cluster] += this.#entries[kernel];
  }
}
