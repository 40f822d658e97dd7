import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { coresOfClasses } from '../common/cores-of-classes.ts';

/**
 * A placement as ranks: the last cluster takes the x-th core of its class that is still free, then the one before it, and
 * so on. Every vector of ranks within {@link mostOf} is a legal placement.
 */
export class RankCode {
  /** mostOf[cluster]: its rank is 1 .. mostOf; on a chip that is full cluster + 1. */
  readonly mostOf: Uint32Array;
  readonly #clusterClass: Uint32Array;
  /** Live cores of each class, in order. */
  readonly #cores: readonly Uint32Array[];
  /** Per class a Fenwick tree over its cores: how many are still free. */
  readonly #full: readonly Uint32Array[];
  readonly #trees: readonly Uint32Array[];
  readonly #top: readonly number[];

  constructor(clustered: Clustered) {
    const byClass = coresOfClasses(clustered.problem.target);
    this.#cores = byClass;
    this.#full = byClass.map(({ length }) =>
      Uint32Array.from({ length: length + 1 }, (_, k) => (k === 0 ? 0 : k & -k)),
    );
    this.#trees = this.#full.map((tree) => tree.slice());
    this.#top = byClass.map(({ length }) => (length === 0 ? 0 : 2 ** (31 - Math.clz32(length))));
    this.#clusterClass = raw(clustered.classOf);
    this.mostOf = new Uint32Array(clustered.clusterCount);
    const free = Uint32Array.from(byClass, ({ length }) => length);
    for (let cluster = clustered.clusterCount - 1; cluster >= 0; cluster--)
      this.mostOf[cluster] = free[this.#clusterClass[cluster]]--;
  }

  /** coreOf[cluster] of a vector of ranks. O(clusters * log cores). */
  decode(ranks: Float64Array, first: number, coreOf: Uint32Array): void {
    this.#trees.forEach((tree, k) => tree.set(this.#full[k]));
    for (let cluster = coreOf.length - 1; cluster >= 0; cluster--) {
      const k = this.#clusterClass[cluster];
      const tree = this.#trees[k];
      let left = ranks[first + cluster];
      let at = 0;
      for (let step = this.#top[k]; step > 0; step >>= 1) {
        const next = at + step;
        if (next >= tree.length || tree[next] >= left) continue;
        at = next;
        left -= tree[next];
      }
      coreOf[cluster] = this.#cores[k][at]!;
      for (let slot = at + 1; slot < tree.length; slot += slot & -slot) tree[slot]--;
    }
  }
}
