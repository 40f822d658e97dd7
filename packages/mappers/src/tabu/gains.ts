import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { FlowGraph } from '../place/common/flow-graph.ts';
import { createSwapCost } from '../place/common/create-swap-cost.ts';
import type { SwapCost } from '../place/common/swap-cost.ts';
import type { TileDistance } from '../place/common/tile-distance.ts';
import type { Exchanges } from './exchanges.ts';

/** delta[exchange] = change of the cost if the exchange were made now; kept true by `make`. */
export interface Gains {
  readonly delta: Float64Array;
  /** Takes another placement over: siteOf[item], kept and changed by {@link make}. */
  reset(siteOf: Uint32Array): void;
  make(exchange: number): void;
  /** Sums everything anew, against the drift of real weights. */
  refresh(): void;
  cost(): number;
}

/**
 * Symmetric distances and unicast: flows and distances as dense matrices. After an exchange of
 * (u, v) the delta of a disjoint (r, s) changes by
 * (f_ur - f_us + f_vs - f_vr) * (d_vr - d_vs + d_us - d_ur), with the sites after the exchange,
 * which is O(1); only exchanges that share an item are summed anew.
 */
export class DenseGains implements Gains {
  readonly delta: Float64Array;
  readonly #exchanges: Exchanges;
  readonly #size: number;
  /** flow[i * size + j] = packets both ways between items; 0 for dummies. */
  readonly #flow: Float64Array;
  /** distance[a * size + b] between sites. */
  readonly #distance: Float64Array;
  /** fixed[item * size + site] = cost of the item's packets to and from the i/o port. */
  readonly #fixed: Float64Array;
  #siteOf: Uint32Array = new Uint32Array(0);
  /** way[site * size + item] = distance between the site and the one that the item is on. */
  readonly #way: Float64Array;
  /** anewU[item], anewV[item] = delta of its exchange with the one item, or the other, that changed places last. */
  readonly #anewU: Float64Array;
  readonly #anewV: Float64Array;

  constructor(
    clustered: Clustered,
    flow: FlowGraph,
    distance: TileDistance,
    region: Uint32Array,
    exchanges: Exchanges,
  ) {
    const { target } = clustered.problem;
    const tileOf = raw(target.tileOf);
    const size = region.length;
    this.#size = size;
    this.#exchanges = exchanges;
    this.delta = new Float64Array(exchanges.count);
    this.#flow = new Float64Array(size * size);
    this.#fixed = new Float64Array(size * size);
    this.#distance = new Float64Array(size * size);
    this.#way = new Float64Array(size * size);
    this.#anewU = new Float64Array(size);
    this.#anewV = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        this.#distance[a * size + b] = distance.between(tileOf[region[a]], tileOf[region[b]]);
      }
    }
    for (let i = 0; i < flow.clusterCount; i++) {
      for (let e = flow.start[i]; e < flow.start[i + 1]; e++) {
        const other = flow.neighbor[e];
        if (other < flow.clusterCount) {
          this.#flow[i * size + other] = flow.both[e]!;
          continue;
        }
        for (let site = 0; site < size; site++) {
          const tile = tileOf[region[site]];
          this.#fixed[i * size + site] =
            flow.out[e] * distance.between(tile, target.ioTile) +
            flow.in[e] * distance.between(target.ioTile, tile);
        }
      }
    }
  }

  reset(siteOf: Uint32Array): void {
    const size = this.#size;
    this.#siteOf = siteOf;
    for (let site = 0; site < size; site++)
      for (let item = 0; item < size; item++)
        this.#way[site * size + item] = this.#distance[site * size + siteOf[item]]!;
    this.refresh();
  }

  refresh(): void {
    const { count, first, second } = this.#exchanges;
    for (let x = 0; x < count; x++) this.delta[x] = this.#deltaOf(first[x], second[x]);
  }

  make(exchange: number): void {
    const { start, first, second } = this.#exchanges;
    const size = this.#size;
    const flow = this.#flow;
    const way = this.#way;
    const delta = this.delta;
    const u = first[exchange];
    const v = second[exchange];
    this.#swapSites(u, v);
    this.#sumAnew(u, v);
    const flowU = u * size;
    const flowV = v * size;
    const siteU = this.#siteOf[u] * size;
    const siteV = this.#siteOf[v] * size;
    for (let r = 0; r + 1 < start.length; r++) {
      const end = start[r + 1];
      if (r === u || r === v) {
        const anew = r === u ? this.#anewU : this.#anewV;
        for (let x = start[r]; x < end; x++) delta[x] = anew[second[x]]!;
        continue;
      }
      const flowUR = flow[flowU + r];
      const flowVR = flow[flowV + r];
      const wayU = way[siteU + r];
      const wayV = way[siteV + r];
      for (let x = start[r]; x < end; x++) {
        const s = second[x];
        if (s === u || s === v) {
          delta[x] = s === u ? this.#anewU[r] : this.#anewV[r];
          continue;
        }
        const flows = flowUR - flow[flowU + s] + flow[flowV + s] - flowVR;
        if (flows !== 0) delta[x] += flows * (wayV - way[siteV + s] + way[siteU + s] - wayU);
      }
    }
  }

  cost(): number {
    const size = this.#size;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const site = this.#siteOf[i];
      sum += this.#fixed[i * size + site];
      for (let j = i + 1; j < size; j++) {
        sum += this.#flow[i * size + j] * this.#distance[site * size + this.#siteOf[j]];
      }
    }
    return sum;
  }

  #swapSites(u: number, v: number): void {
    const size = this.#size;
    const siteOf = this.#siteOf;
    const held = siteOf[u];
    siteOf[u] = siteOf[v]!;
    siteOf[v] = held;
    for (let row = 0; row < size * size; row += size) {
      const way = this.#way[row + u];
      this.#way[row + u] = this.#way[row + v]!;
      this.#way[row + v] = way;
    }
  }

  /** The exchanges of each of two items with every other one, in one walk through the flows: two sums take the time of one. */
  #sumAnew(u: number, v: number): void {
    const size = this.#size;
    const siteOf = this.#siteOf;
    const flow = this.#flow;
    const way = this.#way;
    const rowU = u * size;
    const rowV = v * size;
    const fromU = siteOf[u] * size;
    const fromV = siteOf[v] * size;
    for (let s = 0; s < size; s++) {
      const rowS = s * size;
      const fromS = siteOf[s] * size;
      // The loop takes the packets between the two themselves off twice; their distance stays.
      let sumU = 2 * flow[rowU + s] * way[fromU + s];
      let sumV = 2 * flow[rowV + s] * way[fromV + s];
      for (let k = 0; k < size; k++) {
        const flowS = flow[rowS + k];
        const wayS = way[fromS + k];
        sumU += (flow[rowU + k] - flowS) * (wayS - way[fromU + k]);
        sumV += (flow[rowV + k] - flowS) * (wayS - way[fromV + k]);
      }
      this.#anewU[s] = u < s ? this.#withFixed(sumU, u, s) : this.#withFixed(sumU, s, u);
      this.#anewV[s] = v < s ? this.#withFixed(sumV, v, s) : this.#withFixed(sumV, s, v);
    }
  }

  #deltaOf(r: number, s: number): number {
    const size = this.#size;
    const flow = this.#flow;
    const way = this.#way;
    const rowR = r * size;
    const rowS = s * size;
    const fromR = this.#siteOf[r] * size;
    const fromS = this.#siteOf[s] * size;
    let sum = 2 * flow[rowR + s] * way[fromR + s];
    for (let k = 0; k < size; k++)
      sum += (flow[rowR + k] - flow[rowS + k]) * (way[fromS + k] - way[fromR + k]);
    return this.#withFixed(sum, r, s);
  }

  #withFixed(sum: number, r: number, s: number): number {
    const fixed = this.#fixed;
    const rowR = r * this.#size;
    const rowS = s * this.#size;
    const a = this.#siteOf[r];
    const b = this.#siteOf[s];
    return sum + fixed[rowR + b] - fixed[rowR + a] + fixed[rowS + a] - fixed[rowS + b];
  }
}

/** Any cost that knows the change of an exchange: all of them anew after every step. */
export class AnyGains implements Gains {
  readonly delta: Float64Array;
  readonly #clustered: Clustered;
  readonly #region: Uint32Array;
  readonly #exchanges: Exchanges;
  #siteOf: Uint32Array = new Uint32Array(0);
  #cost: SwapCost | null = null;

  constructor(clustered: Clustered, region: Uint32Array, exchanges: Exchanges) {
    this.#clustered = clustered;
    this.#region = region;
    this.#exchanges = exchanges;
    this.delta = new Float64Array(exchanges.count);
  }

  reset(siteOf: Uint32Array): void {
    this.#siteOf = siteOf;
    const coreOf = new Uint32Array(this.#clustered.clusterCount);
    for (let cluster = 0; cluster < coreOf.length; cluster++)
      coreOf[cluster] = this.#region[siteOf[cluster]]!;
    this.#cost = createSwapCost(this.#clustered, coreOf);
    this.refresh();
  }

  refresh(): void {
    const { count, first, second } = this.#exchanges;
    for (let x = 0; x < count; x++) {
      this.delta[x] = this.#cost!.delta(this.#coreOfItem(first[x]), this.#coreOfItem(second[x]));
    }
  }

  make(exchange: number): void {
    const u = this.#exchanges.first[exchange];
    const v = this.#exchanges.second[exchange];
    this.#cost!.swap(this.#coreOfItem(u), this.#coreOfItem(v));
    const held = this.#siteOf[u];
    this.#siteOf[u] = this.#siteOf[v]!;
    this.#siteOf[v] = held;
    this.refresh();
  }

  cost(): number {
    return this.#cost!.total();
  }

  #coreOfItem(item: number): number {
    return this.#region[this.#siteOf[item]];
  }
}
