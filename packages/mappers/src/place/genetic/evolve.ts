import { NONE, raw, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { assignInOrder, requireCores } from '../common/assign-in-order.ts';
import { clusterOrder } from '../common/cluster-order.ts';
import { coresOfClasses } from '../common/cores-of-classes.ts';
import { coresFor } from '../common/core-sequence.ts';
import { placementCost } from '../common/placement-cost.ts';
import { exchangeContents, placementState } from '../common/swap-cost.ts';
import type { Watch } from '../../watch/watch.ts';

export interface GeneticOptions {
  readonly population: number;
  readonly parents: number;
  readonly children: number;
  readonly crossover: number;
  readonly mutation: number;
  readonly tournament: number;
  readonly fills: number;
  /** Placements costed at most. */
  readonly evaluations: number;
}

interface Individual {
  readonly coreOf: Uint32Array;
  readonly cost: number;
}

/** Exchanges of a mutation: a fifth of the nodes, and half of that. */
const MUTATED = 0.2 / 2;

/** Evolution of placements; see the header of `index.ts`. The best met. */
export function evolve(
  clustered: Clustered,
  options: GeneticOptions,
  rng: Rng,
  watch: Watch,
): { readonly coreOf: Uint32Array; readonly evaluations: number } {
  requireCores(clustered);
  const genes = new Genes(clustered, rng);
  const work = clustered.traffic.graph.target.length + clustered.problem.target.coreCount;
  let evaluations = 0;
  let least = Infinity;
  const weigh = (coreOf: Uint32Array): Individual => {
    const cost = placementCost(clustered, coreOf);
    least = Math.min(least, cost);
    evaluations++;
    return { coreOf, cost };
  };
  const isOver = (): boolean =>
    evaluations >= options.evaluations || !watch.spend(work, evaluations / options.evaluations, least);

  let people: Individual[] = [weigh(genes.filled(0, options.fills))];
  while (people.length < options.population && !isOver())
    people.push(weigh(genes.filled(people.length, options.fills)));
  const pick = (): Individual => {
    let best = people[rng.below(people.length)];
    for (let k = 1; k < options.tournament; k++) {
      const other = people[rng.below(people.length)];
      if (other.cost < best.cost) best = other;
    }
    return best;
  };
  while (!isOver()) {
    const children: Individual[] = [];
    while (children.length < options.children && !isOver()) {
      const draw = rng.unit();
      if (draw < options.crossover) children.push(weigh(genes.crossed(pick().coreOf, pick().coreOf)));
      else if (draw < options.crossover + options.mutation)
        children.push(weigh(genes.mutated(pick().coreOf)));
      else children.push(weigh(pick().coreOf));
    }
    // (mu + lambda): of both, so the best never gets lost.
    people = [...people, ...children].sort((a, b) => a.cost - b.cost).slice(0, options.parents);
  }
  const best = people.reduce((a, b) => (b.cost < a.cost ? b : a));
  return { coreOf: best.coreOf, evaluations };
}

/** How placements are made, joined and changed. */
class Genes {
  readonly #clustered: Clustered;
  readonly #rng: Rng;
  readonly #clusterClass: Uint32Array;
  /** Live cores of each class. */
  readonly #coresOf: readonly Uint32Array[];

  constructor(clustered: Clustered, rng: Rng) {
    this.#clustered = clustered;
    this.#rng = rng;
    this.#clusterClass = raw(clustered.classOf);
    this.#coresOf = coresOfClasses(clustered.problem.target);
  }

  /** The first few linear fills: by id row by row, there and back, and along the curve; then at random. */
  filled(number: number, fills: number): Uint32Array {
    const clustered = this.#clustered;
    const curve = number < fills ? (['rows', 'zigzag', 'hilbert'] as const)[number] : undefined;
    if (curve !== undefined)
      return assignInOrder(clustered, clusterOrder(clustered, 'given'), coresFor(clustered, curve));
    return this.#dealt(new Uint32Array(clustered.clusterCount).fill(NONE));
  }

  /** What both parents agree on; the rest is dealt to cores at random. */
  crossed(a: Uint32Array, b: Uint32Array): Uint32Array {
    const tileOf = raw(this.#clustered.problem.target.tileOf);
    return this.#dealt(a.map((core, cluster) => (tileOf[core] === tileOf[b[cluster]] ? core : NONE)));
  }

  /** Exchanges what two cores of a class hold, one of which may be empty, so many times. */
  mutated(parent: Uint32Array): Uint32Array {
    const rng = this.#rng;
    const state = placementState(this.#clustered, parent);
    for (let k = Math.max(1, Math.floor(MUTATED * state.clusterAt.length)); k > 0; k--) {
      const cluster = rng.below(parent.length);
      const cores = this.#coresOf[this.#clusterClass[cluster]];
      exchangeContents(state, state.coreOf[cluster], cores[rng.below(cores.length)]);
    }
    return state.coreOf;
  }

  /** Gives every cluster without a core a free one of its class at random. */
  #dealt(coreOf: Uint32Array): Uint32Array {
    const isTaken = new Uint8Array(this.#clustered.problem.target.coreCount);
    for (const core of coreOf) if (core !== NONE) isTaken[core] = 1;
    const free = this.#coresOf.map((cores) => this.#rng.shuffle(cores.filter((core) => isTaken[core] === 0)));
    const next = new Uint32Array(free.length);
    for (let cluster = 0; cluster < coreOf.length; cluster++) {
      const k = this.#clusterClass[cluster];
      if (coreOf[cluster] === NONE) coreOf[cluster] = free[k][next[k]++]!;
    }
    return coreOf;
  }
}
