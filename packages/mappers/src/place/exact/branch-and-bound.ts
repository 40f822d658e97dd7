import type { Watch } from '../../watch/watch.ts';
import type { AssignmentModel } from './model.ts';
import { LinearAssignment } from './linear-assignment.ts';

export interface SearchResult {
  /** coreIndexOf[cluster], index into the model's cores; the incumbent where nothing better was found. */
  readonly coreIndexOf: Uint32Array;
  readonly cost: number;
  /** No placement is cheaper than this. Equals `cost` where the search was completed. */
  readonly bound: number;
  readonly nodes: number;
}

/** Sums in another order differ by rounding: this part of the cost is no gain. */
const ROUNDING = 1e-9;

/**
 * Depth-first branch and bound over placements with the bound of Gilmore and Lawler: each
 * unplaced cluster on each free core costs at least its packets to the placed ones, plus half of
 * its packets to the unplaced ones, the heaviest over the shortest distances; the cheapest
 * assignment of clusters to cores under these costs bounds the rest. (P. Gilmore, SIAM J. 10, 1962,
 * doi:10.1137/0110022; E. Lawler, Management Science 9, 1963, doi:10.1287/mnsc.9.4.586.)
 * A node branches on the cluster whose reduced costs are the highest in sum.
 *
 * @param mostNodes past them the search ends, and `bound` is that of what is left; 0 = of the root.
 */
export function branchAndBound(
  model: AssignmentModel,
  incumbent: Uint32Array,
  incumbentCost: number,
  mostNodes: number,
  watch: Watch,
): SearchResult {
  return new Search(model, incumbent, incumbentCost, mostNodes, watch).run();
}

class Search {
  readonly #model: AssignmentModel;
  readonly #mostNodes: number;
  readonly #watch: Watch;
  readonly #assignment: LinearAssignment;
  readonly #best: Uint32Array;
  #bestCost: number;
  /** Least bound of what was left out when the search was ended. */
  #leftOut = Infinity;
  #nodes = 0;
  #ended = false;
  /** at[cluster] = core index, or -1. */
  readonly #at: Int32Array;
  readonly #isTaken: Uint8Array;
  /** Both ways of traffic, and the shorter of both ways of a distance. */
  readonly #flow: Float64Array;
  readonly #near: Float64Array;
  /** sortedFlow[i ..], sortedNear[c ..]: the others, by falling flow and rising distance. */
  readonly #sortedFlow: Uint32Array;
  readonly #sortedNear: Uint32Array;
  /** More than any placement costs: marks a core of another class. */
  readonly #forbidden: number;

  constructor(
    model: AssignmentModel,
    incumbent: Uint32Array,
    incumbentCost: number,
    mostNodes: number,
    watch: Watch,
  ) {
    const { clusterCount: n, coreCount: m } = model;
    this.#model = model;
    this.#mostNodes = mostNodes;
    this.#watch = watch;
    this.#best = incumbent.slice();
    this.#bestCost = incumbentCost;
    this.#assignment = new LinearAssignment(n, m);
    this.#at = new Int32Array(n).fill(-1);
    this.#isTaken = new Uint8Array(m);
    this.#forbidden = 2 * incumbentCost + 1;
    this.#flow = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) this.#flow[i * n + j] = model.out[i * n + j] + model.out[j * n + i];
    }
    this.#near = new Float64Array(m * m);
    for (let a = 0; a < m; a++) {
      for (let b = 0; b < m; b++) {
        this.#near[a * m + b] = Math.min(model.distance[a * m + b], model.distance[b * m + a]);
      }
    }
    this.#sortedFlow = sortedRows(this.#flow, n, -1);
    this.#sortedNear = sortedRows(this.#near, m, 1);
  }

  run(): SearchResult {
    this.#descend(0, 0);
    return {
      coreIndexOf: this.#best,
      cost: this.#bestCost,
      bound: Math.min(this.#bestCost, this.#leftOut),
      nodes: this.#nodes,
    };
  }

  /** @param spent cost among the placed clusters. */
  #descend(placed: number, spent: number): void {
    const { clusterCount: n, coreCount: m, allowed, twin } = this.#model;
    if (placed === n) {
      if (spent < this.#bestCost * (1 - ROUNDING)) {
        this.#bestCost = spent;
        for (let i = 0; i < n; i++) this.#best[i] = this.#at[i]!;
      }
      return;
    }
    this.#nodes++;
    const share = this.#nodes / this.#mostNodes;
    // The prices of all clusters on all cores, and an assignment of them.
    if (this.#nodes > this.#mostNodes || !this.#watch.spend(n * n * m, share, this.#bestCost))
      this.#ended = true;

    const free: number[] = [];
    for (let c = 0; c < m; c++) if (this.#isTaken[c] === 0) free.push(c);
    const open: number[] = [];
    for (let i = 0; i < n; i++) if (this.#at[i] < 0) open.push(i);
    const width = free.length;
    const spot = new Float64Array(open.length * width);
    const cost = new Float64Array(open.length * width);
    for (let k = 0; k < open.length; k++) {
      const i = open[k];
      for (let f = 0; f < width; f++) {
        const c = free[f];
        if (allowed[i * m + c] === 0) {
          cost[k * width + f] = this.#forbidden;
          continue;
        }
        spot[k * width + f] = this.#priceOf(i, c);
        cost[k * width + f] = spot[k * width + f] + this.#leastToOpen(i, c);
      }
    }
    const rest = this.#assignment.solve(cost, open.length, width, width);
    const bound = spent + rest;
    if (bound >= this.#bestCost * (1 - ROUNDING)) return;
    if (this.#ended) {
      this.#leftOut = Math.min(this.#leftOut, bound);
      return;
    }

    const { rowPrice, columnPrice } = this.#assignment;
    let row = 0;
    let mostReduced = -1;
    for (let k = 0; k < open.length; k++) {
      let sum = 0;
      for (let f = 0; f < width; f++) sum += cost[k * width + f] - rowPrice[k] - columnPrice[f];
      if (sum > mostReduced) {
        mostReduced = sum;
        row = k;
      }
    }
    const i = open[row];
    const children: { readonly c: number; readonly bound: number; readonly price: number }[] = [];
    for (let f = 0; f < width; f++) {
      const c = free[f];
      if (allowed[i * m + c] === 0 || this.#hasFreeTwinBefore(c, twin)) continue;
      const reduced = cost[row * width + f] - rowPrice[row] - columnPrice[f];
      children.push({ c, bound: bound + Math.max(0, reduced), price: spot[row * width + f] });
    }
    children.sort((a, b) => a.bound - b.bound || a.c - b.c);
    for (const child of children) {
      if (child.bound >= this.#bestCost * (1 - ROUNDING)) break;
      if (this.#ended) {
        this.#leftOut = Math.min(this.#leftOut, child.bound);
        break;
      }
      this.#at[i] = child.c;
      this.#isTaken[child.c] = 1;
      this.#descend(placed + 1, spent + child.price);
      this.#at[i] = -1;
      this.#isTaken[child.c] = 0;
    }
  }

  /** Cores of one tile and class are alike: only the lowest free one is tried. */
  #hasFreeTwinBefore(c: number, twin: Uint32Array): boolean {
    for (let b = twin[c]; b < c; b++) if (twin[b] === twin[c] && this.#isTaken[b] === 0) return true;
    return false;
  }

  /** Of cluster i on core c: the port and the placed clusters. */
  #priceOf(i: number, c: number): number {
    const { clusterCount: n, coreCount: m, fixed, out, distance } = this.#model;
    let sum = fixed[i * m + c];
    for (let j = 0; j < n; j++) {
      const d = this.#at[j];
      if (d < 0) continue;
      sum += out[i * n + j] * distance[c * m + d] + out[j * n + i] * distance[d * m + c];
    }
    return sum;
  }

  /** Half of the least that the packets between i on c and the unplaced clusters can cost. */
  #leastToOpen(i: number, c: number): number {
    const { clusterCount: n, coreCount: m } = this.#model;
    let sum = 0;
    let at = c * m;
    const end = at + m;
    for (let k = i * n; k < (i + 1) * n; k++) {
      const j = this.#sortedFlow[k];
      const flow = this.#flow[i * n + j];
      if (flow === 0) break;
      if (j === i || this.#at[j] >= 0) continue;
      let d = this.#sortedNear[at];
      while (at < end && (d === c || this.#isTaken[d] === 1)) d = this.#sortedNear[++at]!;
      if (at >= end) break;
      sum += flow * this.#near[c * m + d];
      at++;
    }
    return sum / 2;
  }
}

/** order[row * size + k] = index of the k-th value of the row; sign 1 rising, -1 falling. */
function sortedRows(values: Float64Array, size: number, sign: number): Uint32Array {
  const order = new Uint32Array(size * size);
  for (let row = 0; row < size; row++) {
    const indices = Uint32Array.from({ length: size }, (_, k) => k);
    indices.sort((a, b) => sign * (values[row * size + a] - values[row * size + b]) || a - b);
    order.set(indices, row * size);
  }
  return order;
}
